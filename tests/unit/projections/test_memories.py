from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from piyasa.contracts import persona
from piyasa.contracts.event import Event
from piyasa.contracts.memories import MemoriesMerged, MemoryEmbedded, MemoryForgotten, MemoryRecalled, MemoryType
from piyasa.projections.memories import Memories, Memory, Remembered, reading
from piyasa.projections.memories.fading import FADES
from piyasa.projections.memories.reading import Context
from piyasa.projections.replacing import replace
from support.events import AYSE, MEHMET, NOON, PERSON, Log, encoded, forgotten, log_of, sent, uid
from support.folding import table_of

NOTHING = Context(emotion=1.0)
"""A feeling that no neutral memory is near to."""


def remembered(*facts: Event) -> Remembered:
    return table_of(Memories(), log_of(facts, step=0)).rows[MEHMET]


def recalled(*memory_ids: str, tick: object = None, message: object = None) -> Event:
    return MemoryRecalled(
        bot_id=MEHMET,
        memory_ids=memory_ids,
        tick_id=None if tick is None else uid(tick),
        message_id=None if message is None else uid(message),
    )


def merging(winner: str, *losers: str) -> Event:
    return MemoriesMerged(bot_id=MEHMET, winner=winner, losers=losers)


def memory(**known: Any) -> Memory:
    values: dict[str, Any] = {
        "memory_id": "m", "type": "past_event", "content": "", "created_at": NOON, "accessed_at": NOON,
        "anchored_at": NOON,
    }  # fmt: skip
    return Memory(**values | known)


def after(days: float, **known: Any) -> float:
    return reading.strength(memory(**known), NOON + timedelta(days=days))


def test_f9_a_new_memory_is_strong_and_unused_under_either_name() -> None:
    new = remembered(encoded("m", context_tags=("BIST",), related_users=(PERSON,), heard_in=7)).items["m"]
    assert (reading.strength(new, NOON), new.accesses, new.created_at, new.accessed_at) == (100, 0, NOON, NOON)
    assert (new.tags, new.related, new.heard_in, reading.relevance(new, NOON)) == (("BIST",), (PERSON,), 7, 1.0)


def embedding(model: str, memory_id: str = "m") -> Event:
    return MemoryEmbedded(bot_id=MEHMET, memory_id=memory_id, model=model, embedding="ADw=")


def test_the_newest_model_that_embedded_a_memory_is_known_and_the_numbers_are_not_kept() -> None:
    born = encoded("m", embedding="ADw=", embedding_model="small")
    assert remembered(born).items["m"].embedded_with == "small"
    assert remembered(born, embedding("large")).items["m"].embedded_with == "large"
    assert remembered(encoded("m"), embedding("large")).items["m"].embedded_with == "large"
    assert remembered(encoded("m")).items["m"].embedded_with == ""


def test_an_embedding_of_what_is_not_remembered_makes_no_memory() -> None:
    assert "gone" not in remembered(encoded("m"), embedding("small", "gone")).items


RATES = {
    "personal_fact": 0.5, "preference": 0.5, "past_event": 2, "episodic": 2, "relationship": 1, "routine": 1,
    "procedural": 1, "semantic": 1,
}  # fmt: skip


@pytest.mark.parametrize("kind", sorted(RATES))
def test_every_type_fades_at_its_rate(kind: MemoryType) -> None:
    assert dict(FADES) == RATES
    assert after(10, type=kind) == pytest.approx(100 - 10 * RATES[kind])


@pytest.mark.parametrize(("kind", "days"), [("personal_fact", 159), ("episodic", 39), ("routine", 79)])
def test_f10_fading_does_not_compound_so_that_memories_last_as_long_as_they_should(kind: MemoryType, days: int) -> None:
    each = memory(type=kind)
    row = Remembered({"m": each})
    assert reading.live(row, NOON + timedelta(days=days)) == [each]
    assert reading.live(row, NOON + timedelta(days=days + 1)) == []


def test_strength_ends_at_nothing_and_pinned_ones_at_forty() -> None:
    assert after(1000) == 0
    assert after(1000, pinned=True) == 40


def test_what_was_used_often_fades_half_as_fast() -> None:
    assert (after(10, accesses=10), after(10, accesses=11)) == (80, 90)


@given(st.floats(0, 300), st.floats(0, 300), st.sampled_from(sorted(RATES)), st.booleans(), st.integers(0, 20))
def test_fading_at_once_or_in_two_steps_gives_the_same(
    first: float, second: float, kind: MemoryType, pinned: bool, accesses: int
) -> None:
    each = memory(type=kind, pinned=pinned, accesses=accesses)
    middle = NOON + timedelta(days=first)
    end = middle + timedelta(days=second)
    halfway = replace(each, anchor=reading.strength(each, middle), anchored_at=middle)
    assert reading.strength(halfway, end) == pytest.approx(reading.strength(each, end), abs=1e-6)


def test_being_put_into_a_prompt_strengthens_by_five_and_fading_begins_anew() -> None:
    log = Log()
    log.add(encoded("m"))
    log.add(recalled("m", tick="t"), after=10 * 86_400)
    each = table_of(Memories(), log.events).rows[MEHMET].items["m"]
    assert each.anchor == pytest.approx(85)
    assert (each.accesses, each.accessed_at) == (1, log.now)
    assert reading.strength(each, log.now + timedelta(days=1)) == pytest.approx(83)


def test_meeting_the_same_again_strengthens_by_ten_up_to_a_hundred() -> None:
    log = Log()
    log.add(encoded("m"))
    log.add(recalled("m"), after=10 * 86_400)
    assert table_of(Memories(), log.events).rows[MEHMET].items["m"].anchor == pytest.approx(90)
    log.add(recalled("m"), recalled("m"))
    assert table_of(Memories(), log.events).rows[MEHMET].items["m"].anchor == 100


def test_a_use_told_twice_counts_once_and_unknown_memories_do_not_matter() -> None:
    row = remembered(encoded("m"), recalled("m", "other", tick="t"), recalled("m", tick="t"))
    assert row.items["m"].accesses == 1
    assert set(row.items) == {"m"}


def test_a_message_drafted_twice_uses_each_memory_once() -> None:
    row = remembered(encoded("m"), encoded("o"), recalled("m", tick="t"), recalled("m", "o", tick="t"))
    assert [row.items[each].accesses for each in ("m", "o")] == [1, 1]
    assert [use.memory_ids for use in row.used] == [("m", "o")]


def test_a_memory_told_twice_is_one() -> None:
    assert remembered(encoded("m"), encoded("m", content="başka")) == remembered(encoded("m"))


def test_the_score_is_the_sum_of_its_parts() -> None:
    later = NOON + timedelta(days=2)
    known = memory(tags=("BIST", "THYAO"), related=(PERSON,), valence=0.5)
    assert reading.score(memory(), NOTHING, later) == 96 / 5 + 25
    assert reading.score(known, NOTHING, later) == 96 / 5 + 25
    assert reading.score(known, Context(frozenset({"BIST", "THYAO", "FX"}), None, 1.0), later) == 96 / 5 + 25 + 40
    assert reading.score(known, Context(user=PERSON, emotion=1.0), later) == 96 / 5 + 25 + 30
    assert reading.score(known, Context(user=f"p:{PERSON}", emotion=1.0), later) == 96 / 5 + 25 + 30
    assert reading.score(known, Context(emotion=0.3), later) == 96 / 5 + 25 + 15
    assert reading.score(known, Context(emotion=0.2), later) == 96 / 5 + 25


@pytest.mark.parametrize(("days", "points"), [(0, 35), (0.9, 35), (1, 30), (6.9, 5), (7, 0), (30, 0)])
def test_f1_recency_counts_whole_days(days: float, points: float) -> None:
    now = NOON + timedelta(days=days)
    faded = reading.strength(memory(), now) / 5
    assert reading.score(memory(), NOTHING, now) - faded == pytest.approx(points)


def row_of(*memories: Memory) -> Remembered:
    return Remembered({each.memory_id: each for each in memories})


def ids(row: Remembered, context: Context, limit: int = 5, **how: Any) -> list[str]:
    return [each.memory_id for each, _ in reading.recall(row, context, NOON, limit, **how)]


def test_the_best_come_first_and_of_equals_the_newer() -> None:
    old = NOON - timedelta(days=1)
    row = row_of(
        memory(memory_id="older", tags=("BIST",), created_at=old),
        memory(memory_id="newer", tags=("BIST",)),
        memory(memory_id="both", tags=("BIST", "FX")),
    )
    context = Context(frozenset({"BIST", "FX"}))
    assert ids(row, context) == ["both", "newer", "older"]
    assert ids(row, context, 1) == ["both"]
    assert ids(row, context, 0) == []
    assert reading.recall(None, context, NOON) == []


def test_only_what_shows_relevance_comes_up() -> None:
    row = row_of(
        memory(memory_id="strong"),
        memory(memory_id="person", related=(PERSON,)),
        memory(memory_id="alike"),
        memory(memory_id="unlike"),
    )
    similarities = {"alike": 0.35, "unlike": 0.34}
    assert set(ids(row, Context(user=PERSON), similarities=similarities)) == {"person", "alike"}
    assert len(ids(row, Context(), relevant=False)) == 4


def test_similarity_adds_up_to_forty() -> None:
    row = row_of(memory(tags=("BIST",)))
    context = Context(frozenset({"BIST"}))
    [(_, plain)] = reading.recall(row, context, NOON)
    [(_, alike)] = reading.recall(row, context, NOON, similarities={"m": 0.5})
    [(_, opposite)] = reading.recall(row, context, NOON, similarities={"m": -0.5})
    assert (alike - plain, opposite - plain) == (20, 0)


def test_weak_and_merged_memories_do_not_come_up() -> None:
    row = row_of(memory(memory_id="weak", anchor=20.0, tags=("BIST",)), memory(tags=("BIST",), merged_into="other"))
    assert ids(row, Context(frozenset({"BIST"}))) == []


def points_after(*facts: Event) -> float:
    row = remembered(encoded("m", context_tags=("BIST",)), *facts)
    [(_, points)] = reading.recall(row, Context(frozenset({"BIST"})), NOON)
    return points


def test_what_the_last_three_messages_used_steps_back() -> None:
    used = recalled("m", tick="t")
    said = sent("t", 1)
    others = [sent(f"other-{number}", number) for number in range(2, 5)]
    assert (
        points_after(used) == points_after(used, said) == points_after(used, said, *others[:2]) == points_after() - 25
    )
    assert points_after(used, said, *others) == points_after()
    assert points_after(recalled("m")) == points_after()


def test_merging_leaves_one_memory_with_what_the_others_had() -> None:
    log = Log()
    log.add(encoded("old", context_tags=("BIST",), related_users=(PERSON,), valence=-1.0))
    log.add(encoded("win", context_tags=("THYAO",), valence=0.5, memory_type="personal_fact"), after=10 * 86_400)
    log.add(recalled("old", "win", tick="t"), after=86_400)
    log.add(merging("win", "old", "unknown", "win"), after=0)
    row = table_of(Memories(), log.events).rows[MEHMET]
    winner, loser = row.items["win"], row.items["old"]
    assert (winner.content, winner.accesses, winner.anchor) == ("bir zamanlar win", 2, 100)
    assert (winner.tags, winner.related) == (("THYAO", "BIST"), (PERSON,))
    assert winner.created_at == loser.created_at
    assert winner.valence == pytest.approx((0.5 * 100 - 1.0 * 83) / 183)
    assert (loser.merged_into, loser.merged_at) == ("win", log.now)
    assert reading.live(row, log.now) == [winner]


def test_losers_leave_a_fifth_of_their_strength() -> None:
    log = Log()
    log.add(encoded("win"), encoded("one"), encoded("two"), after=0)
    log.add(merging("win", "one", "two"), after=40 * 86_400)
    assert table_of(Memories(), log.events).rows[MEHMET].items["win"].anchor == pytest.approx(20 + 0.2 * 40)


def test_a_merger_told_twice_or_of_what_is_gone_changes_nothing() -> None:
    once = [encoded("win"), encoded("one"), merging("win", "one")]
    assert remembered(*once, merging("win", "one")) == remembered(*once)
    assert remembered(encoded("one"), merging("win", "one")) == remembered(encoded("one"))
    assert remembered(*once, encoded("two"), merging("one", "two")).items["two"].is_live


def test_at_most_twelve_tags_are_united() -> None:
    tags = [f"tag-{number}" for number in range(20)]
    row = remembered(
        encoded("win", context_tags=tuple(tags[:10])),
        encoded("one", context_tags=tuple(tags[10:])),
        merging("win", "one"),
    )
    assert row.items["win"].tags == tuple(tags[:12])


def test_what_was_merged_away_is_gone_after_thirty_days() -> None:
    log = Log()
    log.add(encoded("win"), encoded("one"), encoded("two"), encoded("three"), merging("win", "one"))
    log.add(merging("two", "three"), after=29 * 86_400)
    assert "one" in table_of(Memories(), log.events).rows[MEHMET].items
    log.add(merging("win", "two"), after=2 * 86_400)
    assert set(table_of(Memories(), log.events).rows[MEHMET].items) == {"win", "two", "three"}


def weak(number: int, **known: Any) -> Memory:
    long_ago = NOON - timedelta(days=30)
    times = {"accessed_at": long_ago, "anchored_at": long_ago}
    return memory(**{"memory_id": f"weak-{number:02}", "anchor": 80.0 + number / 10, **times, **known})


def filler(count: int) -> list[Memory]:
    return [memory(memory_id=f"strong-{number}") for number in range(count)]


def test_f11_weak_and_long_unused_memories_are_given_up_beyond_fifty() -> None:
    row = row_of(*filler(50), weak(2), weak(1), weak(3, pinned=True), weak(4, anchor=90.0), weak(5, accessed_at=NOON))
    assert [each.memory_id for each in reading.collectable(row, NOON)] == ["weak-01", "weak-02"]


def test_fifty_memories_are_always_left() -> None:
    row = row_of(*filler(49), weak(1), weak(2), weak(3))
    assert [each.memory_id for each in reading.collectable(row, NOON)] == ["weak-01", "weak-02"]
    assert reading.collectable(row_of(*filler(40), weak(1)), NOON) == []
    assert reading.collectable(None, NOON) == []


def test_of_more_than_five_hundred_the_weakest_goes_but_pinned_ones_stay() -> None:
    log = Log(step=timedelta())
    log.add(encoded("pinned", pinned=True, memory_type="episodic"), encoded("weakest", memory_type="episodic"))
    log.add(encoded("first"), after=86_400)
    log.add(*(encoded(f"memory-{number}") for number in range(498)))
    items = table_of(Memories(), log.events).rows[MEHMET].items
    assert len(items) == 500
    assert "pinned" in items
    assert "weakest" not in items


def test_what_is_forgotten_is_gone_from_uses_too() -> None:
    gone = MemoryForgotten(bot_id=MEHMET, memory_id="m", reason="weak")
    row = remembered(encoded("m"), encoded("other"), recalled("m", "other", tick="t"), gone)
    assert set(row.items) == {"other"}
    assert row.used[0].memory_ids == ("other",)


def test_memories_that_name_a_forgotten_person_are_gone() -> None:
    row = remembered(
        encoded("about", related_users=(PERSON,)),
        encoded("quotes", person_ids=(PERSON,)),
        encoded("other"),
        forgotten(),
    )
    assert set(row.items) == {"other"}


def test_a_winner_that_swallowed_a_memory_of_a_forgotten_person_is_gone() -> None:
    row = remembered(
        encoded("about", related_users=(PERSON,)),
        encoded("win"),
        merging("win", "about"),
        encoded("other"),
        forgotten(),
    )
    assert set(row.items) == {"other"}


def test_rows_are_personas() -> None:
    table = table_of(Memories(), log_of([encoded("m"), encoded("m", bot_id=AYSE), sent("t", 1)]))
    assert set(table.rows) == {MEHMET, AYSE}
    removed = persona.BotRemoved(bot_id=MEHMET, by="admin")
    assert table_of(Memories(), log_of([encoded("m"), removed])).rows == {}
    assert table_of(Memories(), log_of([sent("t", 1), recalled("m", tick="t")])).rows.keys() <= {MEHMET}
