"""Lines that name an observed figure, always with where and when it was seen."""

from __future__ import annotations

from typing import Final

LINES: Final[dict[str, tuple[str, ...]]] = {
    "figure": (
        "{ft}, {when} itibarıyla {fig} (kaynak {src}).",
        "Son veri ({src}): {ft} {fig}, saat {when}.",
        "Ekranda {ft} {fig} yazıyor ({src}, {when}), [gerisi yorum|ötesi tahmin].",
        "{when} notu: {ft} {fig} ({src}).",
        "Elimdeki son veri {ft} için {fig}; {src}, {when}.",
        "Veri şu: {ft} {fig}, {src}, {when}.",
    ),
    "figure.closing": (
        "{ft} son seansın sonunda {fig} idi ({src}, {fday}).",
        "Son kapanış verisi {ft} için {fig}; {src}, {fday}.",
        "Seans dışı not: {ft} en son {fig} görünüyordu ({src}, {fday}).",
        "{fday} kapanışından kalan rakam: {ft} {fig}, kaynak {src}.",
    ),
}
"""Name of a kind of line to its patterns."""
