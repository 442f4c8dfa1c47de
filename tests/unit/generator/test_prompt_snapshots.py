"""Whole prompts, kept as text under snapshots/.

After a change of wording that is meant, write them anew and read the difference:
``PIYASA_WRITE_SNAPSHOTS=1 .venv/bin/python -m pytest tests/unit/generator/test_prompt_snapshots.py``
"""

import os
from pathlib import Path

import pytest

from piyasa.generator.domain.prompt import prompt_of
from piyasa.generator.domain.refresh import note_of
from support.prompt_scenes import ALI, SATURDAY, SCENES, scene

FOLDER = Path(__file__).parent / "snapshots"
WRITE = "PIYASA_WRITE_SNAPSHOTS"


@pytest.mark.parametrize("name", sorted(SCENES))
def test_a_prompt_is_as_it_was(name: str) -> None:
    prompt = prompt_of(*SCENES[name])
    text = f"=== system ===\n{prompt.system}\n=== user ===\n{prompt.user}\n"
    path = FOLDER / f"{name}.txt"
    if os.environ.get(WRITE):
        path.parent.mkdir(exist_ok=True)
        path.write_text(text, encoding="utf-8")
    assert path.read_text(encoding="utf-8") == text, f"meant? then {WRITE}=1 writes it anew"


def test_every_kept_prompt_belongs_to_a_scene() -> None:
    assert {path.stem for path in FOLDER.glob("*.txt")} == set(SCENES)


@pytest.mark.parametrize("language", ["tr", "en"])
def test_what_stands_first_is_the_same_at_every_moment(language: str) -> None:
    calm = scene(language=language)
    other = SCENES["tr-answer-with-everything"][0]
    busy = scene(
        language=language,
        target=other.target,
        history=other.history,
        memories=other.memories,
        feelings=other.feelings,
        figures=other.figures,
        local=SATURDAY,
        refresh_note=note_of(calm.bot, language),
    )
    assert prompt_of(calm).system == prompt_of(busy, "daha kısa").system
    assert prompt_of(calm).user != prompt_of(busy).user


@pytest.mark.parametrize("language", ["tr", "en"])
def test_personas_share_what_comes_before_their_names(language: str) -> None:
    mehmet = prompt_of(scene(language=language)).system
    ali = prompt_of(scene(bot=ALI, language=language)).system
    shared = mehmet[: mehmet.index("Mehmet Yatırımcı")]
    assert ali.startswith(shared)
    assert "@user" in shared
    assert "yapay zekâ" in shared if language == "tr" else "an AI" in shared
