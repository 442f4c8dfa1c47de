"""What was said, whom the persona answers, and what it must not say again (parts 10 and 11)."""

from __future__ import annotations

from typing import Final

from piyasa.generator.domain.prompt.quoting import Quoting, plain, quoted
from piyasa.generator.domain.prompt.section import Section
from piyasa.generator.domain.prompt.words import Words
from piyasa.generator.domain.scene import Said, Scene

_LINE, _NAME, _AVOIDED, _HINT = 160, 16, 60, 60
"""Tokens at most of a line, a name, a text to avoid, the hint of a failed try."""
_AVOIDED_AT_MOST: Final = 2


def history(scene: Scene, words: Words, quoting: Quoting) -> Section:
    """The newest lines, oldest first."""
    lines = tuple(_line(scene, each, words, quoting) for each in scene.history)
    return Section("history", words.talk.history, words.keys.history, lines)


def task(scene: Scene, words: Words, quoting: Quoting, hint: str) -> list[Section]:
    """The line to answer or none, what was said already, and why the last try failed."""
    keys, talk = words.keys, words.talk
    avoided = tuple(quoted({keys.text: quoting.said(text, _AVOIDED)}) for text in scene.avoid[-_AVOIDED_AT_MOST:])
    failed = talk.failed.format(hint=plain(hint, _HINT)) if hint else ""
    return [
        *_target(scene, words, quoting),
        Section("avoided", talk.avoided, keys.avoided, avoided),
        Section("failed", failed),
    ]


def _target(scene: Scene, words: Words, quoting: Quoting) -> list[Section]:
    if scene.target is None:
        return [Section("target", words.talk.no_target)]
    line = _line(scene, scene.target, words, quoting)
    found = [Section("target", words.talk.target, words.keys.target, (line,))]
    if quoting.gives_orders(scene.target.text):
        found.append(Section("target", words.talk.tried_to_order))
    return found


def _line(scene: Scene, said: Said, words: Words, quoting: Quoting) -> str:
    keys = words.keys
    speaker = keys.you if said.speaker == f"b:{scene.bot.bot_id}" else _name(said, words, quoting)
    return quoted({keys.who: speaker, keys.text: quoting.said(said.text, _LINE)})


def _name(said: Said, words: Words, quoting: Quoting) -> str:
    """A persona's name, or a person's first one; nobody goes by the word that stands for the persona itself."""
    if quoting.gives_orders(said.name):
        return words.keys.somebody
    parts = plain(said.name, _NAME).split()
    name = parts[0] if parts and said.by_person else " ".join(parts)
    return words.keys.somebody if name.casefold() in {"", words.keys.you} else name
