"""What styling must not touch."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from piyasa.language import protected_spans


@pytest.mark.parametrize(
    ("text", "stretch", "kind"),
    [
        ("bkz https://ornek.org/a?b=1 güzel", "https://ornek.org/a?b=1", "url"),
        ("hedef 12,50 TL olur", "12,50 TL", "price"),
        ("fiyat $68.000 oldu", "$68.000", "price"),
        ("bugün %3,5 arttı", "%3,5", "percent"),
        ("yüzde 10'dan fazla", "yüzde 10'dan", "percent"),
        ("17.11.2026 tarihinde", "17.11.2026", "date"),
        ("5 Kasım 2026'da", "5 Kasım 2026'da", "date"),
        ("saat 14:30'da", "14:30'da", "time"),
        ("THYAO'da sürer", "THYAO'da", "ticker"),
        ("@mehmet_trader'a sor", "@mehmet_trader'a", "tag"),
        ("$ABC ve", "$ABC", "tag"),
        ("/unut yazdım", "/unut", "command"),
        ('o "tutma" dedi', '"tutma"', "quotation"),
        ("iyi değil", "değil", "negation"),
        ("bence yükselmez", "yükselmez", "negation"),
        ("I don't know", "don't", "negation"),
        ("bu yatırım tavsiyesi değildir", "yatırım tavsiyesi değildir", "disclaimer"),
        ("usd/try sakin", "usd/try", "pair"),
        ("10.500 lot", "10.500", "number"),
    ],
)
def test_facts_and_negations_are_protected(text: str, stretch: str, kind: str) -> None:
    assert (stretch, kind) in [(text[span.start : span.end], span.kind) for span in protected_spans(text)]


def test_plain_words_are_free() -> None:
    assert protected_spans("bence bugün güzel bir gün olacak tamam mı") == ()


@given(st.text())
def test_spans_are_ordered_and_never_overlap(text: str) -> None:
    end = 0
    for span in protected_spans(text):
        assert end <= span.start < span.end <= len(text)
        end = span.end
