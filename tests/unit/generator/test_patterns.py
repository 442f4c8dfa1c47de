"""The little language of lines."""

import re
from random import Random

import pytest

from piyasa.generator.domain.lines.catalogue import KINDS
from piyasa.generator.domain.lines.english import ENGLISH
from piyasa.generator.domain.patterns import PatternMalformed, fill, parse
from piyasa.generator.domain.suffixes import Name, bare, common, compound, proper, ticker
from piyasa.language.guards.violations import violations

GROUPS = KINDS | {f"english.{kind}": patterns for kind, patterns in ENGLISH.items()}
SLOTS = {
    "t": ticker("THYAO"),
    "n": common("altın"),
    "h": ticker("GARAN"),
    "a": compound("yabancı payı"),
    "b": common("takas"),
    "a2": common("rezerv"),
    "who": bare(", Deniz"),
    "who_plain": proper("Deniz"),
    "p": proper("Ayşe"),
    "band": bare("iyi günler"),
    "day": bare("salı"),
    "mem": bare("Altına hep sabırla bakarım."),
    "mem_low": bare("altına hep sabırla bakarım."),
    "own": bare("acele etmeyen taraftayım"),
    "ft": ticker("THYAO"),
    "fig": bare("318,50 TL"),
    "src": bare("borsa"),
    "when": bare("11:55"),
    "fday": bare("4 Mart"),
}
SUBJECTS: tuple[Name, ...] = (ticker("THYAO"), common("dolar"), common("ons altın"), ticker("BTC"), common("enflasyon"))


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
def test_every_written_pattern_can_be_filled_and_holds_nothing_forbidden(group: str) -> None:
    for pattern in GROUPS[group]:
        assert parse(pattern).slots <= SLOTS.keys(), pattern
        for seed in range(12):
            slots = SLOTS | {"t": SUBJECTS[seed % len(SUBJECTS)]}
            line = fill(pattern, slots, Random(seed), formal=bool(seed % 2))
            assert line
            assert not set(line) & set("[]{}<>|/~"), line
            assert "  " not in line
            assert violations(line) == (), line


def test_there_are_many_patterns_over_many_kinds() -> None:
    assert len(KINDS) >= 80
    assert len({pattern for patterns in KINDS.values() for pattern in patterns}) >= 600
    assert len(ENGLISH) >= 20


def test_no_pattern_is_written_twice() -> None:
    written = [pattern for patterns in KINDS.values() for pattern in patterns]
    assert len(written) == len(set(written))


@pytest.mark.parametrize("pattern", ["~a {t}", "!~a {t}"])
def test_marks_tell_who_may_use_a_pattern_and_when(pattern: str) -> None:
    read = parse(pattern)
    assert (read.text, read.casual, read.in_session) == ("a {t}", True, "!" in pattern)


def test_particles_follow_the_harmony_of_the_name_they_stand_after() -> None:
    written = (pattern for patterns in KINDS.values() for pattern in patterns)
    assert [each for each in written if re.search(r"\} (?:m[ıiuü]|d[ae])\b", each)] == []
