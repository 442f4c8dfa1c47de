"""Parse modes and the entities Telegram finds by itself."""

from __future__ import annotations

import pytest

from piyasa.devstack.telegram.domain.formatting import formatted
from piyasa.devstack.telegram.domain.refusals import RefusalError
from piyasa.devstack.telegram.domain.utf16 import utf16_slice


def _covered(text: str, mode: str = "") -> tuple[str, list[tuple[str, str]]]:
    plain, entities = formatted(text, mode)
    return plain, [
        (str(one["type"]), utf16_slice(plain, int(str(one["offset"])), int(str(one["length"])))) for one in entities
    ]


@pytest.mark.parametrize(
    ("mode", "text", "plain", "entities"),
    [
        ("HTML", "a <b>kalın <i>eğik</i></b>", "a kalın eğik", [("bold", "kalın eğik"), ("italic", "eğik")]),
        ("HTML", "😀 &lt;<u>x</u>&gt;", "😀 <x>", [("underline", "x")]),
        ("html", '<a href="https://a.tr">bak</a>', "bak", [("text_link", "bak")]),
        ("HTML", '<pre><code class="language-py">x=1</code></pre>', "x=1", [("pre", "x=1")]),
        ("HTML", "<blockquote expandable>uzun</blockquote>", "uzun", [("expandable_blockquote", "uzun")]),
        (
            "Markdown",
            "*kalın* _eğik_ `kod`",
            "kalın eğik kod",
            [("bold", "kalın"), ("italic", "eğik"), ("code", "kod")],
        ),
        ("Markdown", r"snake\_case [bak](https://a.tr)", "snake_case bak", [("text_link", "bak")]),
        ("Markdown", "```py\nx = 1\n```", "x = 1", [("pre", "x = 1")]),
        ("MarkdownV2", r"*k __alt__* 3\.5", "k alt 3.5", [("bold", "k alt"), ("underline", "alt")]),
        ("MarkdownV2", r"||gizli|| ~yok~", "gizli yok", [("spoiler", "gizli"), ("strikethrough", "yok")]),
        ("MarkdownV2", ">alıntı\n>iki\nson", "alıntı\niki\nson", [("blockquote", "alıntı\niki\n")]),
        ("MarkdownV2", r"[a\.b](https://x.tr/\))", "a.b", [("text_link", "a.b")]),
    ],
)
def test_marks_become_entities(mode: str, text: str, plain: str, entities: list[tuple[str, str]]) -> None:
    found, covered = _covered(text, mode)
    assert found == plain
    assert [(kind, part.strip("\n")) for kind, part in covered] == [(kind, part.strip("\n")) for kind, part in entities]


@pytest.mark.parametrize(
    ("mode", "text"),
    [
        ("HTML", "<b>açık"),
        ("HTML", "<b>iç<i>içe</b></i>"),
        ("HTML", "</b>"),
        ("HTML", "<blink>x</blink>"),
        ("HTML", "a < b"),
        ("Markdown", "*açık"),
        ("Markdown", "[açık"),
        ("MarkdownV2", "nokta."),
        ("MarkdownV2", "*açık"),
        ("MarkdownV2", "`açık"),
    ],
)
def test_broken_marks_are_refused(mode: str, text: str) -> None:
    with pytest.raises(RefusalError, match="can't parse entities"):
        formatted(text, mode)


def test_an_unknown_parse_mode_is_refused() -> None:
    with pytest.raises(RefusalError, match="unsupported parse_mode"):
        formatted("x", "BBCode")


def test_mentions_commands_tags_and_addresses_are_found() -> None:
    _, found = _covered("🙂 @mehmet_bot /bilgi@ayse_bot #BIST100 $THYAO https://a.tr/x?y=1. a@b.tr kap.org.tr")
    assert found == [
        ("mention", "@mehmet_bot"),
        ("bot_command", "/bilgi@ayse_bot"),
        ("hashtag", "#BIST100"),
        ("cashtag", "$THYAO"),
        ("url", "https://a.tr/x?y=1"),
        ("email", "a@b.tr"),
        ("url", "kap.org.tr"),
    ]


@pytest.mark.parametrize("text", ["3/4 oldu", "a#b", "100$ verdim", "ve/veya", "yüzde 3.5"])
def test_ordinary_text_has_no_entities(text: str) -> None:
    assert _covered(text) == (text, [])


def test_nothing_is_found_inside_code() -> None:
    assert _covered("<code>@mehmet_bot</code>", "HTML")[1] == [("code", "@mehmet_bot")]


def test_outer_white_space_goes_and_entities_move_with_the_text() -> None:
    assert _covered("\n  <b> kalın</b> \n", "HTML") == ("kalın", [("bold", "kalın")])


def test_given_entities_are_kept() -> None:
    text, entities = formatted("kalın söz", entities=[{"type": "bold", "offset": 0, "length": 5}])
    assert (text, entities) == ("kalın söz", ({"type": "bold", "offset": 0, "length": 5},))
