"""Openings, endings and forms of address, of which each persona keeps a few for life."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final


@dataclass(frozen=True, slots=True)
class Habits:
    """What writers of one register choose from."""

    openings: tuple[str, ...]
    """Before a statement: ``Bana kalırsa``."""
    endings: tuple[str, ...]
    """A sentence of its own after a statement."""
    addresses: tuple[str, ...]
    """Instead of a name, for people one likes."""


_OPENINGS: Final = (
    "Bana kalırsa", "Kendi adıma", "Bence", "Dürüst olayım,", "Şöyle diyeyim,", "Benim gördüğüm:", "Net söyleyeyim,",
    "Gözlemim şu:", "Yanlış anlaşılmasın,", "Özetle", "Tecrübeyle sabit,", "Merakım şu:", "Not düşeyim:",
    "Belki abartıyorum ama", "İtiraf edeyim,", "Kısacası", "Ne yalan söyleyeyim,", "Bir not:", "Kafamdaki resim:",
    "Bugünkü notum:", "Sorarsanız", "Fikrimi sorarsanız", "Aklımdaki şu:", "Kısa keseyim,",
)  # fmt: skip
_ENDINGS: Final = (
    "Yanılıyor da olabilirim.", "Benim okumam böyle.", "Bakalım.", "Göreceğiz.", "Acele yok.", "Zaman gösterir.",
    "Önce risk, sonra gerisi.", "Not düştüm.", "Haftaya yine konuşuruz.", "Sadece bir görüş.",
    "Herkesin vadesi kendine.", "Aksini düşünen varsa okumak isterim.", "Başka gören varsa yazsın.",
    "Düşünmeye devam.", "Hepsi bu.", "Sabır işi.", "Kendi defterimden.", "Takipteyim.", "Telaşa gerek görmüyorum.",
    "Bir de siz bakın.", "Uzatmayayım.", "Devamı yarına.", "Doğrusu budur demiyorum.", "Karar herkesin kendisinin.",
)  # fmt: skip
CASUAL: Final = Habits(
    openings=(
        *_OPENINGS, "Bak şimdi,", "Vallahi", "Abartmıyorum,", "Şaka maka", "Ya şimdi", "Neyse,", "Hacı",
        "Ufak bir not:", "Laf aramızda,", "Cidden", "Böyle gelişigüzel söylüyorum,", "Ee,", "Diyeceğim o ki",
        "Allah var,", "Bi dakika,", "Durun bir,",
    ),
    endings=(
        *_ENDINGS, "Vesselam.", "Hadi hayırlısı.", "Neyse, çay içelim.", "Kısmet.", "Öyle işte.", "Sustum.",
        "Tamam sustum.", "Gerisi laf.", "Benden bu kadar.", "Takma kafana.", "Hayırlısı be.", "Sağlık olsun.",
        "Yazdım gitti.", "Deli diyorlar bana.", "Çay demledim bu arada.", "Böyle gelmiş böyle gider.",
    ),
    addresses=("hocam", "dostum", "üstat", "kardeşim", "canım", "ortak", "şampiyon", "reis", "komşu", "güzel insan"),
)  # fmt: skip
NEUTRAL: Final = Habits(
    openings=(*_OPENINGS, "Gördüğüm kadarıyla", "Genel olarak", "Pratikte", "Açık konuşayım,"),
    endings=(*_ENDINGS, "Genel görüşüm bu.", "Şimdilik bu kadar.", "Gelişmelere bakarız."),
    addresses=("hocam", "dostum", "üstat", "arkadaşım"),
)
FORMAL: Final = Habits(
    openings=(
        "Kanaatimce", "Naçizane", "Müsaadenizle,", "Şunu belirteyim:", "İzninizle,", "Kısaca ifade edeyim:", "Esasen",
        "Doğrusu", "Bir ayrım yapayım:", "Kuramsal olarak", "Tecrübem şudur:", "Temkinle söyleyeyim,",
        "Dikkatimi çeken:", "Altını çizeyim:", "Genel çerçevede", "Yöntem olarak", "Veriye bakarsak",
        "Hatırlatmak isterim,",
    ),
    endings=(
        "Kanaatim budur.", "Takdir sizindir.", "Aksi görüşe açığım.", "Yanılma payım saklıdır.",
        "Zaman gösterecektir.", "Temkin elden bırakılmasın.", "Bunu da not etmiş olayım.", "Tartışmaya açıktır.",
        "Sükûnetle izliyorum.", "Acele hüküm vermem.", "Şimdilik bu kadarla yetineyim.",
        "Genel bir değerlendirmedir.", "Karar herkesin kendisinindir.", "Kaynakları okumakta fayda var.",
    ),
    addresses=("hocam", "kıymetli dostum", "efendim", "değerli arkadaşım"),
)  # fmt: skip
ENGLISH: Final = Habits(
    openings=(
        "To be honest,", "As I see it,", "My note for today:", "Between us,", "Frankly,", "For what it is worth,",
        "In short,", "Plain and simple:", "Speaking for myself,", "One observation:", "The way I read it,", "Look,",
    ),
    endings=(
        "I may be wrong.", "Just my reading.", "We will see.", "No rush.", "Time will tell.", "Risk first.",
        "Noted in my book.", "Happy to hear the other side.", "Patience, as always.", "That is all I have.",
    ),
    addresses=("friend", "my friend", "mate", "boss"),
)  # fmt: skip
