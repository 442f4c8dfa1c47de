"""What personas remember from the start."""

from collections import Counter

import pytest

from piyasa.cast import STARTERS, CastMember, Memory, handwritten, members, starter_facts, with_starters
from piyasa.cast.consistency import contradicted, contradictions
from piyasa.cast.member import LONGEST_MEMORY
from piyasa.language.folding import bare
from piyasa.language.guards.violations import violations


@pytest.fixture(scope="module")
def cast():
    return members(220, seed=11)


def test_everybody_has_sixty_of_eight_types(cast) -> None:
    assert sum(STARTERS.values()) == 60
    for each in cast:
        counted = Counter(memory.type for memory in each.memories)
        assert all(counted[kind] >= wanted for kind, wanted in STARTERS.items()), each.bot_id


def test_nobody_remembers_the_same_sentence_twice(cast) -> None:
    for each in cast:
        said = [memory.content for memory in each.memories]
        assert len(set(said)) == len(said)


def test_no_two_personas_remember_the_same(cast) -> None:
    pools = [{memory.content for memory in each.memories} for each in cast]
    shared = max(len(first & second) for at, first in enumerate(pools) for second in pools[:at])

    assert shared < 45
    assert len(set.union(*pools)) > 1500


def test_memories_are_sentences_that_fit_a_prompt_and_break_no_rule(cast) -> None:
    for each in cast:
        for memory in each.memories:
            assert len(memory.content) <= LONGEST_MEMORY
            assert memory.content[-1] in ".!?…"
            assert "{" not in memory.content
            assert not violations(memory.content), memory.content


def test_nothing_remembered_goes_against_a_stance(cast) -> None:
    assert [told for each in cast for told in contradictions(each)] == []


def test_beliefs_that_go_against_a_stance_are_found() -> None:
    member = members(1)[0]  # bullish on THYAO
    held = Memory(type="semantic", content="THYAO için düşüş bekliyorum.", tags=("THYAO",), valence=-0.5)
    lived = Memory(type="past_event", content="THYAO ile zarar ettim.", tags=("THYAO",), valence=-0.5)

    assert contradicted(member, held).topic == "THYAO"
    assert contradicted(member, lived) is None


def test_tags_are_symbols_groups_and_folded_themes(cast) -> None:
    for each in cast:
        for memory in each.memories:
            for tag in memory.tags:
                assert tag.isupper() or tag in {"Kripto", "Makro"} or tag == bare(tag), tag


def test_what_was_written_for_a_persona_stays_and_only_what_is_missing_is_drawn(cast) -> None:
    own = (Memory(type="relationship", content="Kardeşim bana küs.", tags=("aile",), valence=-0.5),)
    plain = cast[-1].model_copy(update={"memories": own})
    completed = with_starters(plain)

    assert completed.memories[0] == own[0]
    assert Counter(memory.type for memory in completed.memories) == Counter(STARTERS)
    assert with_starters(completed) == completed


def test_a_persona_of_whom_little_is_known_gets_its_sixty_as_well(cast) -> None:
    bare_one = CastMember(
        bot_id="kimse",
        name="Kimse",
        handle="kimse",
        birth_date="1990-01-01",
        persona={},
        writing_style={},
    )

    assert Counter(memory.type for memory in with_starters(bare_one).memories) == Counter(STARTERS)


def test_starter_facts_have_ids_of_their_own_for_good_and_the_biography_is_pinned(cast) -> None:
    facts = starter_facts(cast[0])

    assert [each.memory_id for each in facts] == [each.memory_id for each in starter_facts(members(1, seed=11)[0])]
    assert len({each.memory_id for member in cast[:30] for each in starter_facts(member)}) == sum(
        len(member.memories) for member in cast[:30]
    )
    assert {each.memory_type for each in facts if each.pinned} == {"personal_fact", "preference"}
    assert {each.source for each in facts} == {"starter"}


def test_those_written_by_hand_have_memories_of_their_own() -> None:
    assert all(len(each.memories) >= 4 for each in handwritten())
