"""Which facts have which chats and personas looked at again."""

import pytest

from piyasa.contracts import persona, system
from piyasa.projections.directory import Directory
from piyasa.scheduler.use_cases.stirring import NOBODY, Stirred, stirred
from support import events
from support.events import AYSE, CHAT, MEHMET

ELSEWHERE = "elsewhere"
EVERYBODY = {AYSE, MEHMET}


def told(stage, fact) -> dict[str, Stirred]:
    """What a fact stirs, by the projection in which it changed something."""
    (event,) = stage.log.add(fact)
    found: dict[str, Stirred] = {}
    directory = Directory(stage.tables)
    stage.tables.apply(
        event, lambda projection, key, at: found.update({projection: stirred(projection, key, at, directory)})
    )
    return found


def test_what_is_said_stirs_its_chat_and_no_other(stage) -> None:
    stage.tell(events.chat_registered(ELSEWHERE))
    found = told(stage, events.received(11))["conversations"]
    assert (list(found.chats), list(found.personas), found.afresh) == ([CHAT], [], False)


def test_words_that_are_not_yet_said_stir_nobody(stage) -> None:
    stage.tell(events.requested("tick"))
    assert told(stage, events.drafted("tick"))["conversations"] == NOBODY


def test_a_changed_persona_is_looked_at_with_all_its_chats(stage) -> None:
    stage.tell(events.chat_registered(ELSEWHERE), events.joined(MEHMET, 1, ELSEWHERE))
    found = told(stage, persona.BotPaused(bot_id=MEHMET, by="admin"))["bots"]
    assert (set(found.chats), set(found.personas)) == ({CHAT, ELSEWHERE}, {MEHMET})
    assert not found.afresh


def test_a_persona_that_just_came_is_looked_at(stage) -> None:
    found = told(stage, events.registered("yeni-gelen"))["bots"]
    assert (list(found.chats), list(found.personas)) == ([], ["yeni-gelen"])


@pytest.mark.parametrize(
    ("fact", "afresh"),
    [
        (system.SettingChanged(key="base_delay_seconds", value=5, origin="test", by="admin"), True),
        (system.SimulationStopped(by="admin"), False),
        (system.SimulationStarted(by="admin"), True),
    ],
    ids=["a setting changes", "all stops", "all starts"],
)
def test_what_happens_to_the_system_stirs_everybody(stage, fact, afresh: bool) -> None:
    if isinstance(fact, system.SimulationStarted):
        stage.tell(system.SimulationStopped(by="admin"))
    found = told(stage, fact)["installation"]
    assert (set(found.chats), set(found.personas), found.afresh) == ({CHAT}, EVERYBODY, afresh)


def test_feelings_and_voices_stir_nobody(stage) -> None:
    (event,) = stage.tell(events.received(11))
    for projection in ("emotions", "voices", "relationships"):
        assert stirred(projection, MEHMET, event, Directory(stage.tables)) == NOBODY
