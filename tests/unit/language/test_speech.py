"""Which language a text is in."""

import pytest

from piyasa.language.speech import speaks


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("Bugün endeks sakin, hacim de düşük kaldı", "tr"),
        ("longa girdim stop yedim yine, trade bana göre değil", "tr"),
        ("btc icin stop nerede sizce", "tr"),
        ("şu an fear and greed index 40 galiba", "tr"),
        ("I think the market is waiting for the numbers", "en"),
        ("nobody knows what the fed will do", "en"),
        ("Ich denke, der Markt ist heute nicht ruhig", "other"),
        ("je pense que les marchés sont calmes dans la semaine", "other"),
        ("рынок сегодня спокойный", "other"),
        ("السوق هادئ اليوم", "other"),
        ("THYAO 318", None),
        ("ok", None),
        ("🙂🙂", None),
        ("", None),
    ],
)
def test_the_language_is_told_when_there_is_enough_of_it(text: str, language: str | None) -> None:
    assert speaks(text) == language
