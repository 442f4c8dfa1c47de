"""Texts compared by their words, and what comes to mind for it."""

import gc
import weakref
from dataclasses import asdict
from datetime import UTC, datetime
from typing import Any

from piyasa.contracts.values import Meaning
from piyasa.generator.domain.memory.likeness import forget, likenesses
from piyasa.generator.domain.memory.recall import cue_of, recalled
from piyasa.language import analyse
from piyasa.projections.conversations.state import Line
from piyasa.projections.memories.state import Memory, Remembered
from support.forgetting import Written

NOW = datetime(2026, 3, 4, 9, tzinfo=UTC)
CONTENTS = (
    "Borsa sabırlıyı ödüllendirir.",
    "Sabah kahvesi içerim.",
    "Temettü ödeyen şirketleri severim.",
    "Çekmecenin altında eski bir defter durur.",
)


def nearest(*said: str) -> list[float]:
    return [round(each, 3) for each in likenesses(CONTENTS, said)]


def line(text: str, speaker: str = "p:kind-otter", position: int = 9) -> Line:
    return Line(position, NOW, speaker, "Deniz", text, Meaning.model_validate(asdict(analyse(text))), position)


def memory(memory_id: str, content: str, **known: Any) -> Memory:
    return Memory(memory_id, "relationship", content, NOW, NOW, NOW, **known)


def brought_to_mind(said: Line, *memories: Memory, near: dict[str, float] | None = None) -> list[str]:
    remembered = Remembered({each.memory_id: each for each in memories})
    cue = cue_of(None, [said], said, 0.0)
    return [each.memory_id for each, _ in recalled(remembered, cue, None, NOW, 5, near or {})]


def test_words_are_near_across_suffixes() -> None:
    found = nearest("borsada sabırlı olmak gerekir mi?")
    assert found[0] >= 0.35
    assert found[1:] == [0.0, 0.0, 0.0]


def test_other_words_for_the_same_thing_are_near_but_less_than_the_same_words() -> None:
    same, other = nearest("temettü"), nearest("dividend")
    assert 0 < other[2] < same[2]
    assert [*other[:2], other[3]] == [0.0, 0.0, 0.0]


def test_two_words_in_a_row_may_stand_for_one() -> None:
    assert nearest("kâr payı var mı")[2] > 0
    assert nearest("payı kâr var mı")[2] == 0


def test_two_things_in_common_say_far_more_than_one() -> None:
    one, two = nearest("sabah yağmuru")[1], nearest("sabah kahvesi")[1]
    assert two > 3 * one > 0


def test_a_group_that_many_memories_have_decides_little() -> None:
    alone = ("Kedim uyur.", "Pencere silerim.", "Merdiven boyarım.")
    among_cats = ("Kedim uyur.", "Tekir gördüm.", "Patili dostlar.")
    assert likenesses(among_cats, ["miyav"])[0] < likenesses(alone, ["miyav"])[0]


def test_a_word_that_many_memories_have_says_less_than_one_that_few_have() -> None:
    contents = ("Pencere açarım.", "Pencere silerim.", "Pencere severim.", "Merdiven boyarım.")
    common, *_, rare = likenesses(contents, ["pencere ve merdiven"])
    assert 0 < common < rare


def test_under_something_is_not_gold() -> None:
    gold = ("Altın bilezik severim.",)
    assert likenesses(gold, ["masanın altına saklandı"])[0] < likenesses(gold, ["altın almak istiyorum"])[0]


def test_nothing_said_and_nothing_remembered_are_near_to_nothing() -> None:
    assert nearest() == nearest("ve de") == [0.0] * len(CONTENTS)
    assert likenesses((), ["borsa"]) == []


def test_what_is_remembered_of_somebody_comes_up_when_it_is_touched_or_in_greeting_and_only_before_them() -> None:
    surgery = memory("m", "Babasının kalp ameliyatı vardı, çok endişeliydi.", related=("kind-otter",))
    assert brought_to_mind(line("babam ameliyattan çıktı çok şükür"), surgery) == ["m"]
    assert brought_to_mind(line("selam usta"), surgery) == ["m"]
    assert brought_to_mind(line("modemi kapatıp açtım yine çekmiyor evde"), surgery) == []
    assert brought_to_mind(line("babam ameliyattan çıktı çok şükür", "p:brave-finch"), surgery) == []


def test_who_is_only_named_is_told_of_before_themselves_alone_too() -> None:
    named = memory("m", "Babasının kalp ameliyatı vardı.", people=("kind-otter",))
    assert brought_to_mind(line("babam ameliyattan çıktı çok şükür", "p:brave-finch"), named) == []


def test_an_embedding_outweighs_words_and_what_has_none_is_compared_by_words() -> None:
    one, other = memory("one", "Kedim klavyede uyur."), memory("other", "Temettü severim.")
    said = line("temettü sever misin bugün")
    assert brought_to_mind(said, one, other) == ["other"]
    assert brought_to_mind(said, one, other, near={"one": 0.9, "other": 0.4}) == ["one", "other"]
    assert brought_to_mind(said, one, other, near={"one": 0.9}) == ["other", "one"]
    assert brought_to_mind(said, one, other, near={"one": 0.34, "other": -0.2}) == []


def test_what_only_shares_a_topic_comes_after_what_is_near_too() -> None:
    said = line("THYAO için pencereden manzara güzel mi dersin")
    dear = memory("dear", "Merdiven boyarım.", tags=("THYAO",))
    near = memory("near", "Pencereden uçaklara bakarım.", tags=("THYAO",), valence=-0.9)
    assert brought_to_mind(said, dear, near) == ["near", "dear"]


def test_what_was_encoded_from_the_line_that_is_answered_is_no_memory_yet() -> None:
    asked = memory("m", "Temettü konusunu sormuştu.", related=("kind-otter",), heard_in=9)
    assert brought_to_mind(line("temettü ne olur"), asked) == []


def test_memories_that_were_compared_are_held_until_they_are_to_be_forgotten() -> None:
    content = Written("Klavyede uyuyan bir kedim var.")
    likenesses((content,), ("kedin uyur mu",))
    held = weakref.ref(content)
    del content
    gc.collect()
    assert held() is not None
    forget()
    gc.collect()
    assert held() is None
