"""What people do is on the log once, under a random name, before Telegram is told that it was heard."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from structlog.testing import capture_logs

from piyasa.contracts import delivery, system
from piyasa.contracts.identity import outside_id
from piyasa.telegram_gateway.adapters.people import LinkedPeople
from piyasa.telegram_gateway.domain.notices import Notices, Operator
from piyasa.telegram_gateway.domain.outcome import SafeRetry, Unknown
from piyasa.telegram_gateway.use_cases.answering import Answering
from piyasa.telegram_gateway.use_cases.forgetting import Forgetting
from piyasa.telegram_gateway.use_cases.hearing import Hearing
from piyasa.telegram_gateway.use_cases.understanding import Understanding
from support.events import AYSE, CHAT, MEHMET, NOON, sent
from support.gateway import DENIZ, TELEGRAM_CHAT, Office, Rest, said, update

AYSES_ACCOUNT = {"id": 7002, "is_bot": True, "first_name": "Ayşe", "username": "ayse_scalp_bot"}


class Numbered:
    """Names that are drawn one after the other."""

    def __init__(self, stem: str) -> None:
        self.stem, self.count = stem, 0

    def __call__(self) -> str:
        self.count += 1
        return f"{self.stem}-{self.count}"


class Ear:
    """A listener of one office, and what came of it."""

    def __init__(self, office: Office, name: str = "one") -> None:
        self.office = office
        self.people = LinkedPeople(office.people, Numbered(f"p-{name}"))
        desk = office.replica(name)
        notices = Notices(Operator("Piyasa", "@piyasa"))
        answering = Answering(desk, self.people, office.sends, notices, Rest(office.clock), Numbered(name))
        understanding = Understanding(office.outlook, lambda text: "bot musun" in text)
        self.hear = Hearing(office.log, office.outlook, self.people, understanding, answering, office.tally)

    async def __call__(self, *updates: Any) -> None:
        await self.hear(MEHMET, updates)

    def told(self, name: str = "message-received") -> list[Any]:
        return self.office.log.told(name)


@pytest.fixture
def office() -> Office:
    made = Office()
    made.open_chat()
    return made


@pytest.fixture
def ear(office: Office) -> Ear:
    return Ear(office)


async def test_a_message_is_one_fact_with_its_meaning(ear: Ear) -> None:
    await ear(update(1, message=said("Ayse-Scalp sen bot musun, THYAO alayım mı?")))
    (fact,) = ear.told()
    assert (fact.chat_id, fact.person_id, fact.display_name) == (CHAT, "p-one-1", "Deniz")
    assert (fact.telegram_message_id, fact.kind, fact.via, fact.said_at) == (11, "text", "polling", NOON)
    assert fact.meaning.asks_if_ai
    assert fact.meaning.is_question
    assert fact.meaning.symbols == ("THYAO",)
    assert fact.meaning.mentions == (AYSE,)


async def test_the_fact_has_the_id_that_identifies_the_message_at_telegram(ear: Ear) -> None:
    await ear(update(1, message=said("selam")))
    assert ear.office.log.events[-1].id == outside_id("message-received", TELEGRAM_CHAT, 11, 0)


async def test_an_update_told_twice_is_one_fact(ear: Ear) -> None:
    await ear(update(1, message=said("selam")))
    await ear(update(1, message=said("selam")))
    await Ear(ear.office, "two")(update(900, message=said("selam")))
    assert len(ear.told()) == 1


async def test_a_person_has_one_name_in_every_process(office: Office) -> None:
    await Ear(office, "one")(update(1, message=said("selam", 11)))
    await Ear(office, "two")(update(2, message=said("yine ben", 12)))
    assert [fact.person_id for fact in office.log.told("message-received")] == ["p-one-1", "p-one-1"]


async def test_order_is_kept(ear: Ear) -> None:
    await ear(*(update(number, message=said(f"mesaj {number}", number)) for number in range(20, 25)))
    assert [fact.telegram_message_id for fact in ear.told()] == [20, 21, 22, 23, 24]


async def test_what_bots_say_is_dropped(ear: Ear) -> None:
    await ear(update(1, message=said("ben botum") | {"from": AYSES_ACCOUNT}))
    assert ear.told() == []


async def test_what_is_said_in_chats_nobody_registered_is_dropped(ear: Ear) -> None:
    await ear(update(1, message=said("selam", chat={"id": -777, "type": "supergroup"})))
    assert ear.told() == []


async def test_a_reply_to_a_persona_names_it(ear: Ear) -> None:
    answered = said("bence yükselir", 600) | {"from": AYSES_ACCOUNT}
    await ear(update(1, message=said("emin misin?", reply_to_message=answered)))
    assert ear.told()[0].reply_to.author == f"b:{AYSE}"


async def test_a_reply_to_a_line_on_the_log_names_its_author_without_telegram_s_help(ear: Ear) -> None:
    ear.office.log.record(sent("t", 600, bot_id=AYSE))
    answered = said("bence yükselir", 600)
    del answered["from"]
    await ear(update(1, message=said("emin misin?", reply_to_message=answered)))
    assert ear.told()[0].reply_to.author == f"b:{AYSE}"


async def test_a_reply_to_a_known_person_names_them_and_to_an_unknown_one_nobody(ear: Ear) -> None:
    ece = {"id": 1002, "is_bot": False, "first_name": "Ece"}
    await ear(update(1, message=said("selam", 11)))
    await ear(update(2, message=said("sana da", 12, reply_to_message=said("selam", 11))))
    await ear(update(3, message=said("kim bu?", 13, reply_to_message=said("eski", 2) | {"from": ece})))
    assert [fact.reply_to and fact.reply_to.author for fact in ear.told()] == [None, "p:p-one-1", None]


async def test_an_edit_is_its_own_fact(ear: Ear) -> None:
    later = int((NOON + timedelta(seconds=60)).timestamp())
    await ear(update(1, message=said("selam")), update(2, edited_message=said("merhaba", edit_date=later)))
    (fact,) = ear.told("message-edited")
    assert (fact.text, fact.telegram_message_id) == ("merhaba", 11)
    assert ear.office.outlook.conversation(CHAT).lines[-1].text == "merhaba"


async def test_reactions_members_titles_and_moves_are_facts(ear: Ear) -> None:
    place = {"chat": {"id": TELEGRAM_CHAT, "type": "supergroup"}, "date": int(NOON.timestamp())}
    thumbs = [{"type": "emoji", "emoji": "👍"}]
    await ear(
        update(
            1, message_reaction=place | {"message_id": 5, "user": DENIZ, "old_reaction": [], "new_reaction": thumbs}
        ),
        update(2, message=said("", 12, new_chat_members=[DENIZ])),
        update(3, message=said("", 13, left_chat_member=AYSES_ACCOUNT)),
        update(4, message=said("", 14, new_chat_title="Yeni ad")),
        update(5, message=said("", 15, migrate_to_chat_id=-1009)),
    )
    names = [event.data.fact for event in ear.office.log.events[-5:]]
    assert names == ["reaction-received", "member-joined", "member-left", "title-changed", "chat-migrated"]
    assert ear.office.bot(AYSE).blocked == {CHAT: "not_a_member"}
    assert ear.office.chat().telegram_id == -1009


async def test_the_same_change_told_as_update_and_as_service_message_is_one_fact(ear: Ear) -> None:
    place = {"chat": {"id": TELEGRAM_CHAT, "type": "supergroup"}, "date": int(NOON.timestamp()), "from": DENIZ}
    old, new = {"status": "left", "user": DENIZ}, {"status": "member", "user": DENIZ}
    await ear(
        update(1, chat_member=place | {"old_chat_member": old, "new_chat_member": new}),
        update(2, message=said("", new_chat_members=[DENIZ])),
    )
    assert len(ear.told("member-joined")) == 1


async def test_rights_of_a_persona_are_facts(ear: Ear) -> None:
    place = {"chat": {"id": TELEGRAM_CHAT, "type": "supergroup"}, "date": int(NOON.timestamp()), "from": DENIZ}
    member = {"status": "member", "user": AYSES_ACCOUNT}
    muted = {"status": "restricted", "is_member": True, "can_send_messages": False, "user": AYSES_ACCOUNT}
    await ear(update(1, my_chat_member=place | {"old_chat_member": member, "new_chat_member": muted}))
    assert ear.office.bot(AYSE).blocked == {CHAT: "may_not_send"}


async def test_an_update_that_cannot_be_read_does_not_hide_the_others(ear: Ear) -> None:
    await ear(update(1, message={"text": "yarım"}), update(2, message=said("tam")))
    assert [fact.text for fact in ear.told()] == ["tam"]
    assert ear.office.tally.counted == [("passed_over",)]


async def test_an_update_of_which_no_fact_can_be_made_is_passed_over_counted_and_not_quoted(
    ear: Ear,
) -> None:
    await ear.office.people.create("account.66", b"Gizli Ad")
    unnameable = DENIZ | {"id": 66}
    with capture_logs() as logged:
        await ear(update(1, message=said("bozuk", 11) | {"from": unnameable}), update(2, message=said("tam", 12)))
    assert [fact.text for fact in ear.told()] == ["tam"]
    assert ear.office.tally.counted == [("passed_over",)]
    assert any("update cannot be read" in line["event"] for line in logged)
    assert "Gizli" not in str(logged)


async def test_what_the_log_does_not_take_is_not_confirmed(ear: Ear) -> None:
    ear.office.log.fails = 1
    with pytest.raises(ConnectionError):
        await ear(update(1, message=said("selam")))
    await ear(update(1, message=said("selam")))
    assert len(ear.told()) == 1


@pytest.mark.parametrize("text", ["/bilgi", "/privacy", "/start", "/bilgi@mehmet_trader_bot"])
async def test_a_service_command_is_answered_once_and_is_no_conversation(ear: Ear, text: str) -> None:
    await ear(update(1, message=said(text)))
    await ear(update(1, message=said(text)))
    await Ear(ear.office, "two")(update(1, message=said(text)))
    ((bot_id, chat, answer, reply_to),) = ear.office.telegram.sent
    assert (bot_id, chat, reply_to) == (MEHMET, TELEGRAM_CHAT, 11)
    assert "yapay zekâ" in answer or "saklanır" in answer
    assert ear.told() == []


async def test_commands_of_other_bots_are_neither_answered_nor_recorded(ear: Ear) -> None:
    await ear(update(1, message=said("/bilgi@somebody_elses_bot")), update(2, message=said("/kur USD", 12)))
    assert ear.office.telegram.sent == []
    assert ear.told() == []


async def test_a_command_in_private_is_answered_there(ear: Ear) -> None:
    await ear(update(1, message=said("/start", chat={"id": 1001, "type": "private"})))
    assert [chat for _, chat, _, _ in ear.office.telegram.sent] == [1001]


async def test_an_answer_is_tried_again_only_when_it_certainly_was_not_sent(ear: Ear) -> None:
    ear.office.telegram.script = [SafeRetry("refused"), Unknown("timeout")]
    await ear(update(1, message=said("/bilgi")))
    assert len(ear.office.telegram.sent) == 2


async def test_nothing_is_answered_in_an_emergency_but_wishes_are_recorded(ear: Ear) -> None:
    await ear(update(1, message=said("selam")))
    ear.office.log.record(system.EmergencyStopped(by="admin", reason="stop"))
    await ear(update(2, message=said("/unut", 12)))
    assert ear.office.telegram.sent == []
    assert len(ear.told("user-forgotten")) == 1


async def test_nothing_is_answered_in_a_group_whose_people_are_not_told_but_wishes_are_recorded(ear: Ear) -> None:
    await ear(update(1, message=said("selam")))
    ear.office.log.record(delivery.DisclosureLost(chat_id=CHAT, cause="notice_gone"))
    await ear(update(2, message=said("/bilgi", 12)), update(3, message=said("/unut", 13)))
    assert ear.office.telegram.sent == []
    assert len(ear.told("user-forgotten")) == 1
    await ear(update(4, message=said("/privacy", chat={"id": 1001, "type": "private"})))
    assert [chat for _, chat, _, _ in ear.office.telegram.sent] == [1001]


async def test_an_emergency_that_the_view_has_yet_to_learn_of_stops_an_answer(
    ear: Ear, monkeypatch: pytest.MonkeyPatch
) -> None:
    async def learn(**_: float) -> None:
        ear.office.log.record(system.EmergencyStopped(by="admin", reason="stop"))

    monkeypatch.setattr(ear.office.log, "catch_up", learn)
    await ear(update(1, message=said("/bilgi")))
    assert ear.office.telegram.sent == []


async def test_no_key_of_an_answer_names_a_person(ear: Ear) -> None:
    await ear(update(1, message=said("/start", chat={"id": 10017777, "type": "private"})))
    (key,) = ear.office.sends.values
    assert "10017777" not in key


async def test_unut_is_recorded_cuts_the_link_and_begins_a_new_person(ear: Ear) -> None:
    await ear(update(1, message=said("selam", 11)), update(2, message=said("/unut", 12)))
    (wish,) = ear.told("user-forgotten")
    assert wish.person_id == "p-one-1"
    assert ear.office.people.values == {}
    assert "unut" in ear.office.telegram.sent[-1][2]
    await ear(update(3, message=said("yine ben", 13)))
    assert ear.told()[-1].person_id == "p-one-2"


async def test_unut_of_somebody_nobody_knows_is_answered_and_records_nothing(ear: Ear) -> None:
    await ear(update(1, message=said("/unut")))
    assert ear.told("user-forgotten") == []
    assert len(ear.office.telegram.sent) == 1


async def test_a_crash_between_the_wish_and_the_cut_loses_nothing(ear: Ear) -> None:
    await ear(update(1, message=said("selam", 11)))
    ear.office.log.record(system.UserForgotten(person_id="p-one-1"))
    await Forgetting(ear.people)(ear.office.log.events[-1])
    assert ear.office.people.values == {}


async def test_a_forgotten_name_is_not_used_again_though_its_link_still_stands(office: Office) -> None:
    first, second = Ear(office, "one"), Ear(office, "two")
    await first(update(1, message=said("selam", 11)))
    office.log.record(system.UserForgotten(person_id="p-one-1"))
    await second(update(2, message=said("yine ben", 12)))
    await first(update(3, message=said("ve yine", 13)))
    assert [fact.person_id for fact in office.log.told("message-received")] == ["p-one-1", "p-two-1", "p-two-1"]


async def test_sessiz_and_sesli_are_recorded(ear: Ear) -> None:
    await ear(update(1, message=said("/sessiz", 11)))
    assert ear.office.outlook.installation.silenced == {"p-one-1"}
    await ear(update(2, message=said("/sesli", 12)))
    assert ear.office.outlook.installation.silenced == frozenset()
