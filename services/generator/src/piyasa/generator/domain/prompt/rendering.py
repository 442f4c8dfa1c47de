"""Puts a prompt together: first what stays the same, then what changes (ADR 22)."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from piyasa.generator.domain.prompt.fitting import fitted
from piyasa.generator.domain.prompt.inner import inner
from piyasa.generator.domain.prompt.manner import wanted
from piyasa.generator.domain.prompt.moment import moment
from piyasa.generator.domain.prompt.quoting import Quoting, Suspicion
from piyasa.generator.domain.prompt.section import Section, joined
from piyasa.generator.domain.prompt.standing import character, common
from piyasa.generator.domain.prompt.suspicion import gives_orders
from piyasa.generator.domain.prompt.talk import history, task
from piyasa.generator.domain.prompt.tokens import TOKEN, weight_of
from piyasa.generator.domain.prompt.words import words_of
from piyasa.generator.domain.scene import Scene

TOKENS_AT_MOST: Final = 3000
"""Tokens of both messages together (behaviour 11.1)."""
_STANDING, _CHANGING = "\n\n", "\n"
"""What stands between two parts."""


@dataclass(frozen=True, slots=True)
class Prompt:
    """The two messages sent to a model."""

    system: str
    user: str

    @property
    def sha256(self) -> str:
        """The hash by which a rendering is checked."""
        return hashlib.sha256(f"{self.system}\n\x00\n{self.user}".encode()).hexdigest()


@dataclass(frozen=True, slots=True)
class Rendering:
    """A prompt with its parts: what was to be said, and what of it is said."""

    standing: Sequence[Section]
    """What stays the same for a persona from draft to draft: the system message."""
    changing: Sequence[Section]
    """What belongs to this moment: the user's message."""
    wished: Sequence[Section]
    """What the changing part was before lines were given up, section by section."""

    @property
    def prompt(self) -> Prompt:
        """The two messages."""
        return Prompt(joined(self.standing, _STANDING), joined(self.changing, _CHANGING))


def prompt_of(scene: Scene, hint: str = "", suspicious: Suspicion = gives_orders) -> Prompt:
    """Render the scene; the same scene and hint give the same prompt, of ``TOKENS_AT_MOST`` at most.

    Texts that are ``suspicious`` of giving orders to a model are replaced by a placeholder.
    """
    return rendered(scene, hint, suspicious).prompt


def rendered(scene: Scene, hint: str = "", suspicious: Suspicion = gives_orders) -> Rendering:
    """The same, part by part."""
    words = words_of(scene.language)
    quoting = Quoting(suspicious, words.keys.hidden)
    standing = [*common(words), *character(scene.bot, words)]
    wished = [
        *inner(scene, words, quoting),
        *moment(scene, words, quoting),
        history(scene, words, quoting),
        *task(scene, words, quoting, hint),
        *wanted(scene, words),
    ]
    room = TOKENS_AT_MOST * TOKEN - weight_of(joined(standing, _STANDING))
    return Rendering(standing, fitted(wished, _CHANGING, room), wished)
