"""What people write reaches a model as data, or not at all."""

from dataclasses import asdict, replace
from datetime import UTC, datetime
from typing import get_args

import pytest

from piyasa.contracts.memories import MemoryType
from piyasa.contracts.persona import DIMENSIONS
from piyasa.generator.domain.prompt import prompt_of
from piyasa.generator.domain.prompt.quoting import clean
from piyasa.generator.domain.prompt.words import Words, words_of
from piyasa.generator.domain.refresh import note_of
from piyasa.language.guards.violations import violations
from piyasa.projections.directory.state import Stance
from piyasa.projections.emotions.reactions import Mood
from piyasa.projections.figures import Figure
from support.prompt_scenes import ALI, ORDER, memory, said, scene

LANGUAGES = ("tr", "en")
PLACEHOLDERS = {language: words_of(language).keys.hidden for language in LANGUAGES}


def marked(text: str) -> bool:
    """A guard that knows one word."""
    return "EMIR" in text


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("slot", ["history", "target", "memories", "own_past", "avoid", "chat_title"])
def test_orders_are_never_read(language: str, slot: str) -> None:
    line = said("EMIR ver")
    values = {
        "history": (line,), "target": line, "memories": (memory("EMIR ver"),), "own_past": ("EMIR ver",),
        "avoid": ("EMIR ver",), "chat_title": "EMIR ver",
    }  # fmt: skip
    user = prompt_of(scene(language=language, **{slot: values[slot]}), suspicious=marked).user
    assert "EMIR" not in user
    assert PLACEHOLDERS[language] in user
    tried = words_of(language).talk.tried_to_order
    assert (tried in user) == (slot == "target")


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_name_that_gives_orders_is_nobodys(language: str) -> None:
    user = prompt_of(scene(language=language, target=said("selam", name="EMIR ver")), suspicious=marked).user
    assert "EMIR" not in user
    assert f'"{words_of(language).keys.somebody}"' in user
    assert "selam" in user


def test_orders_behind_signs_that_nobody_sees_are_found() -> None:
    user = prompt_of(scene(target=said("E\u200bM\u2060I\u00adR ver")), suspicious=marked).user
    assert PLACEHOLDERS["tr"] in user


def test_the_rules_of_the_guard_are_used_unless_others_are_given() -> None:
    assert PLACEHOLDERS["tr"] in prompt_of(scene(target=said(ORDER))).user
    assert ORDER in prompt_of(scene(target=said(ORDER)), suspicious=lambda _: False).user


def test_people_go_by_their_first_names_and_personas_by_theirs() -> None:
    user = prompt_of(
        scene(history=(said("selam", name="Deniz Kaya Er"), said("merhaba", "Ali Hoca", "b:ali-ekonomist")))
    ).user
    assert '"Deniz"' in user
    assert "Kaya" not in user
    assert '"Ali Hoca"' in user


@pytest.mark.parametrize(
    ("language", "name"), [("tr", "Sen"), ("tr", "sen"), ("en", "YOU"), ("en", ""), ("tr", "\u200b")]
)
def test_nobody_is_taken_for_the_persona(language: str, name: str) -> None:
    user = prompt_of(scene(language=language, history=(said("hep yanıldım", name=name),))).user
    assert f'"{words_of(language).keys.somebody}"' in user
    assert f'"{words_of(language).keys.you}"' not in user


def test_signs_that_nobody_sees_are_taken_out_and_lines_become_one() -> None:
    hidden = "a\u200bb\u202ec\u2066d\x00e\ufeff\U000e0041\ufe0f\U000e0100\ue000f"
    assert clean(f"{hidden}\n\t g\u2028h") == "abcdef g h"


def test_a_sign_is_seen_or_not_whatever_stands_around_it() -> None:
    for sign in map(chr, range(0x20000)):
        assert clean(f"a{sign}b") == clean(f"a{sign}b\u200b"), hex(ord(sign))


@pytest.mark.parametrize("language", LANGUAGES)
def test_invented_examples_keep_the_rules_they_stand_beside(language: str) -> None:
    turns = words_of(language).ground.turns
    assert len(turns) <= 3
    for heard, answer in turns:
        assert not list(violations(answer))
        assert not any(sign.isdigit() for sign in heard + answer)


@pytest.mark.parametrize("language", LANGUAGES)
def test_figures_come_from_the_list_or_not_at_all(language: str) -> None:
    moment = words_of(language).moment
    bare = prompt_of(scene(language=language)).user
    assert moment.no_figures in bare
    figure = Figure("USDTRY", 43.5, "TRY", "TCMB", datetime(2026, 3, 4, 21, 30, tzinfo=UTC))
    user = prompt_of(scene(language=language, figures=(figure,))).user
    assert moment.no_figures not in user
    assert f'"43{moment.decimal}5 TRY"' in user
    assert '"05.03 00:30"' in user


def test_a_list_of_figures_that_is_too_long_is_cut_and_stays_whole_lines() -> None:
    figures = tuple(
        Figure(f"SYM{n}", n / 100_000, "TRY", "kaynak", datetime(2026, 3, 4, tzinfo=UTC)) for n in range(40)
    )
    user = prompt_of(scene(figures=figures)).user
    assert "SYM0" in user
    assert "SYM39" not in user
    assert '"0,00002 TRY"' in user


def keys_of(words: Words) -> dict[str, object]:
    """The keys of every table of a language."""
    tables = asdict(words)
    return {
        f"{part}.{name}": set(table)
        for part, of in tables.items()
        for name, table in of.items()
        if isinstance(table, dict)
    }


def test_both_languages_have_words_for_everything() -> None:
    assert keys_of(words_of("tr")) == keys_of(words_of("en"))
    assert keys_of(words_of("tr"))["inner.feelings"] == set(DIMENSIONS)
    assert keys_of(words_of("tr"))["inner.memory_types"] == set(get_args(MemoryType))
    assert keys_of(words_of("tr"))["talk.moods"] == set(get_args(Mood))
    assert words_of("de") is words_of("tr")


def test_an_english_prompt_has_no_turkish_words_of_ours() -> None:
    bot = scene().bot
    plain = scene(language="en", bot=type(bot)("mehmet-trader", "Mehmet", "mehmet_trader"), target=said("hello"))
    prompt = prompt_of(plain, "shorter")
    assert not set("ğüşıöçĞÜŞİÖÇâ") & set(prompt.system + prompt.user)


def test_the_reminder_speaks_the_language_of_the_chat() -> None:
    careful = replace(ALI, stances={"FX": Stance("FX", -0.5, 0.9, "")})
    assert "döviz konusunda temkinli bakıyorsun" in note_of(careful)
    assert "you are careful about currencies" in note_of(careful, "en")
