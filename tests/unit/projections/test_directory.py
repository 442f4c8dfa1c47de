"""What operators set up, and what Telegram says of it."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

import pytest
from pydantic import JsonValue

from piyasa.contracts import membership, persona, system
from piyasa.contracts.delivery import ChatDisclosed, DisclosureLost
from piyasa.contracts.event import Event
from piyasa.contracts.opinions import HoldingRemoved, HoldingSet, StanceMoved, StanceRemoved, StanceSet, StanceStated
from piyasa.projections.directory import Bot, Bots, Chat, Chats, Directory, Installation, Installations
from piyasa.projections.directory.state import Disclosure, Holding
from piyasa.projections.fold import TableSet
from support.events import AYSE, CHAT, MEHMET, NOON, PERSON, chat_registered, forgotten, joined, log_of, registered, uid
from support.folding import table_of, tables_of

BY: dict[str, Any] = {"bot_id": MEHMET, "by": "admin"}


def directory(*facts: Event) -> Directory:
    return Directory(tables_of([Bots(), Chats(), Installations()], log_of(facts)))


def bot_after(*facts: Event) -> Bot:
    bot = directory(registered(), *facts).bot(MEHMET)
    assert bot is not None
    return bot


def chat_after(*facts: Event) -> Chat:
    chat = directory(chat_registered(), *facts).chat(CHAT)
    assert chat is not None
    return chat


def system_after(*facts: Event) -> Installation:
    return directory(*facts).installation


def test_a_persona_begins_with_its_registration_switched_off() -> None:
    bot = bot_after()
    assert (bot.bot_id, bot.handle, bot.enabled, bot.paused, bot.position) == (MEHMET, "mehmet_trader", False, False, 1)


def test_facts_about_unknown_personas_make_none() -> None:
    assert directory(persona.BotEnabled(**BY), joined()).bot(MEHMET) is None


def test_a_removed_persona_is_gone() -> None:
    assert directory(registered(), persona.BotRemoved(**BY), joined()).bots == {}


def test_a_persona_registered_again_keeps_what_else_is_known() -> None:
    bot = bot_after(joined(), persona.BotEnabled(**BY), registered(name="Mehmet Bey"))
    assert (bot.name, bot.enabled, bot.chats) == ("Mehmet Bey", True, {CHAT: 1})


def test_an_update_changes_what_it_tells_and_nothing_else() -> None:
    bot = bot_after(persona.BotUpdated(**BY, username="mehmet_trader_bot", listener=True, birth_date=date(1986, 1, 2)))
    assert (bot.username, bot.listener, bot.birth_date) == ("mehmet_trader_bot", True, date(1986, 1, 2))
    assert bot.handle == "mehmet_trader"
    assert bot_after(persona.BotUpdated(**BY, active_hours=("09:00-18:00",))).active_hours == ("09:00-18:00",)


def test_a_persona_speaks_where_it_is_seated_while_it_is_on() -> None:
    on = [joined(), persona.BotEnabled(**BY)]
    assert bot_after(*on).may_speak_in(CHAT)
    assert not bot_after(*on).may_speak_in("other-chat")
    assert not bot_after(joined()).may_speak_in(CHAT)
    assert not bot_after(*on, persona.BotDisabled(**BY)).may_speak_in(CHAT)
    assert not bot_after(*on, persona.BotPaused(**BY)).may_speak_in(CHAT)
    assert bot_after(*on, persona.BotPaused(**BY), persona.BotResumed(**BY)).may_speak_in(CHAT)
    assert not bot_after(*on, persona.LeftChat(**BY, chat_id=CHAT)).may_speak_in(CHAT)


def blocked(chat_id: str | None = CHAT) -> Event:
    return persona.BotBlocked(bot_id=MEHMET, chat_id=chat_id, error_class="kicked", code=403)


def rights(*, may_send: bool) -> Event:
    return membership.RightsChanged(chat_id=CHAT, bot_id=MEHMET, rights={"can_send_messages": may_send})


ON = (joined(), joined(chat_id="other-chat"), persona.BotEnabled(**BY))


def test_a_refusal_holds_in_its_chat_or_everywhere() -> None:
    here, everywhere = bot_after(*ON, blocked()), bot_after(*ON, blocked(None))
    assert (here.may_speak_in(CHAT), here.may_speak_in("other-chat")) == (False, True)
    assert (everywhere.may_speak_in(CHAT), everywhere.may_speak_in("other-chat")) == (False, False)
    assert here.blocked == {CHAT: "kicked"}


@pytest.mark.parametrize(
    "refusal", [blocked(), membership.MemberLeft(chat_id=CHAT, bot_id=MEHMET), rights(may_send=False)]
)
@pytest.mark.parametrize(
    "cure",
    [
        joined(),
        membership.MemberJoined(chat_id=CHAT, bot_id=MEHMET),
        rights(may_send=True),
        persona.BotEnabled(**BY),
    ],
)
def test_a_refusal_ends_when_the_persona_is_let_in_again(refusal: Event, cure: Event) -> None:
    assert not bot_after(*ON, refusal).may_speak_in(CHAT)
    assert bot_after(*ON, refusal, cure).may_speak_in(CHAT)


def test_leaving_a_chat_leaves_its_refusal_behind() -> None:
    assert bot_after(*ON, blocked(), persona.LeftChat(**BY, chat_id=CHAT)).blocked == {}


def test_other_rights_and_other_members_concern_no_persona() -> None:
    pinning = membership.RightsChanged(chat_id=CHAT, bot_id=MEHMET, rights={"can_pin_messages": False})
    person = membership.MemberLeft(chat_id=CHAT, person_id=PERSON)
    assert bot_after(*ON, pinning, person) == bot_after(*ON)


def test_character_temperament_and_style_are_replaced_whole() -> None:
    bot = bot_after(
        persona.PersonaChanged(**BY, persona=persona.PersonaProfile(tone="sakin"), revision=3),
        persona.EmotionProfileChanged(**BY, profile=persona.EmotionProfile(volatility=1.2), revision=1),
        persona.WritingStyleDrawn(bot_id=MEHMET, style=persona.WritingStyle(typo_rate=0.01), revision=1, seed="00"),
        persona.PersonaRefreshed(bot_id=MEHMET, profile_revision=3, note="kısa yaz"),
    )
    assert (bot.persona.tone, bot.persona_revision, bot.emotion_profile.volatility) == ("sakin", 3, 1.2)
    assert bot.writing_style is not None
    assert bot.writing_style.typo_rate == 0.01
    assert (bot.refreshed_revision, bot.refreshed_at) == (3, NOON + timedelta(seconds=5))


def opinion(direction: float = 0.5) -> Event:
    return StanceSet(**BY, topic="THYAO", direction=direction, confidence=0.6, text="güçlü")


def test_opinions_are_set_moved_stated_and_removed() -> None:
    moved = StanceMoved(bot_id=MEHMET, topic="THYAO", direction=0.2, confidence=0.4, reason="haber")
    stated = StanceStated(bot_id=MEHMET, topic="THYAO", message_id=uid("m"))
    bot = bot_after(opinion(), moved, stated)
    stance = bot.stances["THYAO"]
    assert (stance.direction, stance.confidence, stance.text) == (0.2, 0.4, "güçlü")
    assert stance.cooldown_until == NOON + timedelta(seconds=4, hours=6)
    assert bot_after(opinion(), StanceRemoved(**BY, topic="THYAO")).stances == {}
    assert bot_after(moved, stated).stances == {}


def test_holdings_are_set_and_removed() -> None:
    holding = HoldingSet(**BY, symbol="THYAO", side="long", size_label="small")
    assert bot_after(holding).holdings == {"THYAO": Holding("THYAO", "long", "small")}
    assert bot_after(holding, HoldingRemoved(**BY, symbol="THYAO")).holdings == {}


def test_interests_are_learned_within_a_fifth_of_what_was_configured() -> None:
    profile = persona.PersonaChanged(**BY, persona=persona.PersonaProfile(interests={"BIST": 0.9}), revision=1)
    learned = persona.InterestsLearned(bot_id=MEHMET, deltas={"BIST": 0.15, "FX": -0.3}, window="w10")
    bot = bot_after(profile, learned, learned)
    assert bot.learned_interests == {"BIST": 0.2, "FX": -0.2}
    assert (bot.interest("BIST"), bot.interest("FX"), bot.interest("Makro")) == (1.0, 0.3, 0.5)


def test_interests_learned_told_twice_are_learned_once() -> None:
    learned = persona.InterestsLearned(bot_id=MEHMET, deltas={"BIST": 0.05}, window="w10")
    first, event = log_of([registered(), learned])
    bot = table_of(Bots(), [first, event, event]).rows[MEHMET]
    assert bot.learned_interests == {"BIST": 0.05}


def test_a_chat_is_open_once_enabled_and_disclosed() -> None:
    by: dict[str, Any] = {"chat_id": CHAT, "by": "admin"}
    told = ChatDisclosed(chat_id=CHAT, telegram_message_id=4, text_version="1", pinned=True, disclosed_at=NOON)
    enabled = membership.ChatEnabled(**by)
    assert not chat_after(enabled).open_for_talk
    assert not chat_after(told).open_for_talk
    assert chat_after(enabled, told).open_for_talk
    assert chat_after(told).disclosure == Disclosure(4, "1", pinned=True, disclosed_at=NOON)
    assert not chat_after(enabled, told.model_copy(update={"pinned": False})).open_for_talk
    assert not chat_after(enabled, told, DisclosureLost(chat_id=CHAT, cause="unpinned")).open_for_talk
    assert not chat_after(enabled, told, membership.ChatPaused(**by)).open_for_talk
    assert chat_after(enabled, told, membership.ChatPaused(**by), membership.ChatResumed(**by)).open_for_talk
    assert not chat_after(enabled, told, membership.ChatDisabled(**by)).open_for_talk


def test_a_chat_is_updated_renamed_moved_and_removed() -> None:
    by: dict[str, Any] = {"chat_id": CHAT, "by": "admin"}
    chat = chat_after(
        membership.ChatUpdated(**by, topics=("BIST",), approval=True),
        membership.TitleChanged(chat_id=CHAT, title="Yeni"),
        membership.ChatMigrated(chat_id=CHAT, old_telegram_id=-100123, new_telegram_id=-5),
    )
    assert (chat.topics, chat.approval, chat.language, chat.title, chat.telegram_id) == (
        ("BIST",),
        True,
        "tr",
        "Yeni",
        -5,
    )
    known = directory(chat_registered(), membership.ChatRemoved(**by), membership.ChatEnabled(**by))
    assert known.chats == {}
    again = chat_after(membership.ChatEnabled(**by), chat_registered(title="Yine"))
    assert (again.title, again.enabled) == ("Yine", True)


def test_a_chat_is_found_by_the_telegram_id_it_has_now() -> None:
    known = directory(chat_registered(), chat_registered("other-chat", telegram_id=-7))
    found = known.chat_by_telegram_id(-7)
    assert found is not None
    assert found.chat_id == "other-chat"
    assert known.chat_by_telegram_id(-8) is None


def test_members_are_those_seated_in_order_of_seats() -> None:
    known = directory(registered(), registered(AYSE), registered("ali-hoca"), joined(MEHMET, 2), joined(AYSE, 1))
    assert [bot.bot_id for bot in known.members(CHAT)] == [AYSE, MEHMET]


def test_who_comes_after_somebody_looked_is_a_member_too() -> None:
    tables = TableSet.of([Bots(), Chats(), Installations()])
    known = Directory(tables)
    seen = []
    for event in log_of([registered(), registered(AYSE), joined(MEHMET, 2), joined(AYSE, 1)]):
        tables.apply(event)
        seen.append([bot.bot_id for bot in known.members(CHAT)])
    assert seen == [[], [], [MEHMET], [AYSE, MEHMET]]


def test_the_listener_is_the_first_seated_one_that_telegram_serves() -> None:
    seats: list[Event] = [registered(listener=True), registered(AYSE, listener=True), registered("ali-hoca")]
    seats += [joined("ali-hoca", 1), joined(MEHMET, 2), joined(AYSE, 3)]
    listener = directory(*seats).listener(CHAT)
    assert listener is not None
    assert listener.bot_id == MEHMET
    second = directory(*seats, blocked()).listener(CHAT)
    assert second is not None
    assert second.bot_id == AYSE
    assert directory(registered(), joined()).listener(CHAT) is None


def test_the_simulation_is_started_scaled_and_stopped() -> None:
    started = system.SimulationStarted(by="admin")
    assert not system_after().simulation_active
    assert system_after(started).simulation_active
    assert not system_after(started, system.SimulationStopped(by="admin")).simulation_active
    assert system_after(system.SimulationScaled(scale_factor=2, by="admin")).scale_factor == 2


def test_an_emergency_holds_until_it_is_released() -> None:
    stop = system.EmergencyStopped(by="admin", reason="test")
    assert system_after(stop).emergency == "test"
    assert system_after(stop, system.EmergencyReleased(by="admin", reason="over")).emergency is None


def test_wishes_of_people_are_remembered() -> None:
    wish: dict[str, Any] = {"person_id": PERSON, "person_ids": (PERSON,)}
    assert system_after(system.PersonSilenced(**wish)).silenced == {PERSON}
    assert system_after(system.PersonSilenced(**wish), system.PersonUnsilenced(**wish)).silenced == set()
    assert system_after(forgotten(), forgotten("calm-heron")).forgotten == {PERSON, "calm-heron"}


def setting(value: JsonValue) -> Directory:
    return directory(system.SettingChanged(key="key", value=value, origin="admin", by="admin"))


def test_a_setting_has_its_value_if_it_is_of_the_type_that_is_asked_for() -> None:
    assert setting(5).setting("key", 3) == 5
    assert setting(5).setting("key", 3.5) == 5.0
    assert setting("x").setting("key", 3) == 3
    assert setting(True).setting("key", 3) == 3
    assert setting(1).setting("key", default=False) is False
    assert setting(True).setting("key", default=False) is True
    assert setting(["09:40-11:30"]).setting("key", tuple[str, ...]()) == ("09:40-11:30",)
    assert setting({"min": 1}).setting("key", {"max": 2}) == {"min": 1}
    assert setting("x").setting("key", None) == "x"
    assert setting(None).setting("key", 3) == 3
    assert directory().setting("key", "default") == "default"
