"""The prompt of a draft that nobody asked for, from plain facts."""

from datetime import timedelta

import pytest

from piyasa.generator.domain.prompt import prompt_of
from piyasa.projections.catalogue import projections_for
from piyasa.projections.fold import TableSet
from piyasa.tools.asking import Asked, prompt_for
from piyasa.tools.errors import LineUnknown, NotOnLog
from piyasa.tools.prompt_page import page_of, prompt_json
from support.conversations import founding
from support.events import AYSE, CHAT, MEHMET, Log, encoded, received, sent
from support.folding import tables_of

LONG = "uzun uzun anlatıyorum çünkü konu derin " * 9


@pytest.fixture
def log() -> Log:
    log = Log()
    log.add(*founding(), received(7, text="THYAO ne olur?"), sent("a", 8, bot_id=AYSE, text="Sabır."))
    return log


def asked(log: Log, **known: object) -> Asked:
    values: dict[str, object] = {"bot_id": MEHMET, "chat_id": CHAT, "at": log.now + timedelta(seconds=1)}
    return Asked(**values | known)


def tables(log: Log) -> TableSet:
    return tables_of(projections_for("generator"), log.events)


def test_it_is_the_prompt_of_the_scene_that_the_generator_would_set(log: Log) -> None:
    scene, found = prompt_for(asked(log), tables(log))
    assert scene.reason == "proactive"
    assert [each.text for each in scene.history] == ["THYAO ne olur?", "Sabır."]
    assert found.prompt == prompt_of(scene)
    assert prompt_for(asked(log), tables(log))[1].prompt == found.prompt


@pytest.mark.parametrize(("line", "reason"), [(7, "mention"), (8, "reply")])
def test_a_line_is_answered(log: Log, line: int, reason: str) -> None:
    scene, found = prompt_for(asked(log, reply_to=line), tables(log))
    assert scene.reason == reason
    assert "<hedef>" in found.prompt.user


def test_what_a_line_brings_to_mind_stands_in_the_prompt(log: Log) -> None:
    cat, tea = "Kedim klavyenin üstünde uyur.", "Çayı demli severim."
    log.add(encoded("cat", content=cat), encoded("tea", content=tea), received(9, text="kedin klavyede uyur mu hâlâ?"))
    scene, found = prompt_for(asked(log, reply_to=9), tables(log))
    assert [each.memory_id for each in scene.memories] == ["cat"]
    assert cat in found.prompt.user
    assert tea not in found.prompt.user


def test_another_language_may_be_tried_and_the_reminder_follows(log: Log) -> None:
    scene, found = prompt_for(asked(log, language="en"), tables(log))
    assert scene.language == "en"
    assert "Reminder: write casually." in found.prompt.user
    assert "Write English only." in found.prompt.system


def test_what_the_log_does_not_know_is_named_with_what_it_knows(log: Log) -> None:
    with pytest.raises(NotOnLog, match=r"no chat is called 'bist-sohbett'.* there are bist-sohbet"):
        prompt_for(asked(log, chat_id="bist-sohbett"), tables(log))
    with pytest.raises(NotOnLog, match=r"no persona is called 'nobody'.* there are ayse-scalp, mehmet-trader"):
        prompt_for(asked(log, bot_id="nobody"), tables(log))
    with pytest.raises(LineUnknown, match="no message 99"):
        prompt_for(asked(log, reply_to=99), tables(log))
    with pytest.raises(NotOnLog, match="none was registered"):
        prompt_for(asked(log), TableSet.of(projections_for("generator")))


def test_the_page_tells_of_each_part_and_what_had_to_go(log: Log) -> None:
    log.add(*(received(100 + number, text=f"{number}. {LONG}") for number in range(25)))
    _, found = prompt_for(asked(log, reply_to=124), tables(log))
    page, data = page_of(found), prompt_json(found)
    (history,) = [part for part in data["parts"] if part["part"] == "history"]
    assert history["lines_given_up"] > 0
    assert history["gives_way"] == 2
    assert f"{history['lines_given_up']} of 20 lines given up" in page
    assert "gives way second" in page
    assert data["sha256"] == found.prompt.sha256
    assert data["sha256"] in page
    assert data["tokens"] <= data["tokens_at_most"] == 3000
    assert [part["message"] for part in data["parts"]] == sorted(part["message"] for part in data["parts"])
    assert "24. uzun" in page
