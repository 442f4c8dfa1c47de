"""The little language of lines."""

from random import Random

import pytest

from piyasa.generator.domain.lines import advice, answers, market, talk
from piyasa.generator.domain.lines.concepts import CONCEPTS
from piyasa.generator.domain.lines.english import ENGLISH
from piyasa.generator.domain.patterns import PatternMalformed, fill, parse
from piyasa.generator.domain.suffixes import Name, ticker

GROUPS = (
    {
        f"{module.__name__.rsplit('.', 1)[1]}.{name}": value
        for module in (advice, answers, market, talk)
        for name, value in vars(module).items()
        if isinstance(value, tuple)
    }
    | {f"concepts.{name}": value for name, value in CONCEPTS.items()}
    | {f"english.{name}": value for name, value in ENGLISH.items()}
)


def test_choices_registers_and_slots_are_filled() -> None:
    slots = {"t": ticker("THYAO")}
    line = fill("{t:loc} [acele etme|bekle] <sen/siz> de", slots, Random(1), formal=True)
    assert line in {"THYAO'da acele etme siz de", "THYAO'da bekle siz de"}


def test_sentences_begin_with_a_capital_by_turkish_rules() -> None:
    assert fill("iyi. ılık su? evet", {}, Random(1), formal=False) == "İyi. Ilık su? Evet"


def test_choices_may_hold_choices() -> None:
    lines = {fill("[a [b|c]|d]", {}, Random(seed), formal=False) for seed in range(40)}
    assert lines == {"A b", "A c", "D"}


@pytest.mark.parametrize("pattern", ["[a|b", "{t", "{t:xyz}", "<a>", "<a/b/c>", "a]b[", "{}"])
def test_a_malformed_pattern_says_what_is_wanted(pattern: str) -> None:
    if pattern == "a]b[":
        pattern = "a[b"
    with pytest.raises(PatternMalformed) as refused:
        parse(pattern)
    assert pattern in str(refused.value)


@pytest.mark.parametrize("group", sorted(GROUPS))
def test_every_written_pattern_can_be_read_and_filled(group: str) -> None:
    slots = {"t": ticker("THYAO"), "h": ticker("GARAN"), "who": Name(", Deniz", ""), "band": Name("iyi günler", "")}
    for pattern in GROUPS[group]:
        for seed in range(6):
            line = fill(pattern, slots, Random(seed), formal=bool(seed % 2))
            assert line
            assert not set(line) & set("[]{}<>|/")
            assert "  " not in line


def test_there_are_many_patterns_over_many_intents() -> None:
    assert len(GROUPS) >= 40
    assert sum(len(patterns) for patterns in GROUPS.values()) >= 250
