"""A message in pieces, some of which styling must not touch."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Final

from piyasa.language import protected_spans

WORD: Final = re.compile(r"[^\W\d_]+")


@dataclass(frozen=True, slots=True)
class Piece:
    """A stretch of a message; what is kept stays to the letter."""

    text: str
    kept: str = ""
    """The kind of protection (``ticker``, ``number``, ``negation`` …); empty when styling may touch it."""


Pieces = tuple[Piece, ...]


def pieces_of(text: str) -> Pieces:
    """Cut a message at what is protected."""
    pieces: list[Piece] = []
    at = 0
    for span in protected_spans(text):
        if span.start > at:
            pieces.append(Piece(text[at : span.start]))
        pieces.append(Piece(text[span.start : span.end], span.kind))
        at = span.end
    if at < len(text):
        pieces.append(Piece(text[at:]))
    return tuple(pieces)


def text_of(pieces: Sequence[Piece]) -> str:
    """The message again."""
    return "".join(piece.text for piece in pieces)


def changed(pieces: Pieces, change: Callable[[str], str]) -> Pieces:
    """Apply a change to every piece that may be touched."""
    return tuple(piece if piece.kept else Piece(change(piece.text)) for piece in pieces)


def each_word(pieces: Pieces, change: Callable[[str], str]) -> Pieces:
    """Apply a change to every whole word that may be touched; white space and signs stay."""
    return changed(pieces, lambda text: WORD.sub(lambda found: change(found[0]), text))


def ending(pieces: Pieces) -> str:
    """The last sign of the message; empty for an empty one."""
    return text_of(pieces).rstrip()[-1:]


def with_ending(pieces: Pieces, change: Callable[[str], str]) -> Pieces:
    """Change the last piece; a kept one gets another piece after it."""
    *head, last = pieces
    if last.kept:
        added = change("")
        return (*pieces, Piece(added)) if added else pieces
    return (*head, Piece(change(last.text)))
