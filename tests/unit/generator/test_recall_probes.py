"""How often the memory that is meant is among the five that come to mind (behaviour 4.5: more than four in five)."""

from dataclasses import asdict
from datetime import UTC, datetime

from piyasa.contracts.values import Meaning
from piyasa.generator.app import semantic_recall
from piyasa.generator.domain.memory.recall import cue_of, recalled
from piyasa.language import analyse
from piyasa.projections.conversations.state import Line
from piyasa.projections.memories.state import Memory, Remembered

NOW = datetime(2026, 3, 4, 9, tzinfo=UTC)
MEMORIES = (
    ("Sabahları ilk iş dolar kuruna bakarım.", ("FX",)),
    ("2018 yazında kur oynaklığı yüzünden hiç uyuyamamıştım.", ("FX",)),
    ("Euro alırken komisyona dikkat ederim.", ("FX",)),
    ("Altını rahmetli anneannemden öğrendim, bilezik saklardı.", ("XAUUSD", "FX")),
    ("Gümüşe hiç ısınamadım.", ("XAGUSD", "FX")),
    ("THYAO'yu uçağa ilk bindiğim günden beri izlerim.", ("THYAO", "BIST")),
    ("Temettü ödeyen hisseleri severim.", ("BIST",)),
    ("Halka arz kuyruğunda bir gün boyunca ekran başında kalmıştım.", ("BIST",)),
    ("Bankaların bilançosunu dipnotlarından okumaya başlarım.", ("BIST",)),
    ("Endeks öğleden sonra çoğu zaman yumuşar.", ("BIST",)),
    ("Stop koymadan işlem açmam.", ("BIST",)),
    ("Bitcoin'i ilk duyduğumda inanmamıştım.", ("BTC", "Kripto")),
    ("Cüzdan şifremi kaybettiğim hafta çok gerilmiştim.", ("Kripto",)),
    ("Stablecoin'lere mesafeliyim.", ("Kripto",)),
    ("Enflasyon sepetini pazarda kendim hesaplarım.", ("Makro",)),
    ("Faiz kararının metnini karardan çok önemserim.", ("Makro",)),
    ("İşsizlik verisine kimse bakmazken bakarım.", ("Makro",)),
    ("Bütçe açığı konuşulurken eski hocam aklıma gelir.", ("Makro",)),
    ("Kahvemi şekersiz içerim.", ()),
    ("Hafta sonları balığa giderim.", ()),
    ("İstanbul'da, Kadıköy'de yaşıyorum.", ()),
    ("Yürüyüşe çıkınca kafam açılır.", ()),
    ("Kedim Pamuk klavyenin üstünde uyur.", ()),
    ("Üniversitede iktisat okudum.", ()),
)
PROBES = (
    ("Dolar kuruna sabah bakan var mı?", 0),
    ("Kurdaki oynaklık uyutmuyor insanı", 1),
    ("Euro bozdururken komisyon çok", 2),
    ("Altın bilezik mi alsam gram mı?", 3),
    ("Gümüş tarafı nasıl?", 4),
    ("THYAO uçuyor yine", 5),
    ("temettü ödeyen bir şey arıyorum", 6),
    ("bu hafta yine halka arz var", 7),
    ("banka bilançoları açıklanıyor", 8),
    ("endeks öğleden sonra ne yapar", 9),
    ("stop seviyesini nereye koyuyorsunuz", 10),
    ("bitcoin yine konuşuluyor", 11),
    ("cüzdan şifresi kaybolursa ne olur", 12),
    ("enflasyon sepeti pazardan belli", 14),
    ("faiz kararı metni nasıldı", 15),
    ("işsizlik verisi geldi", 16),
    ("kahve içen var mı, şekersiz olsun", 18),
    ("hafta sonu balığa giden var mı", 19),
    ("Kadıköy'de yaşayan var mı", 20),
    ("kedim klavyenin üstüne yattı", 22),
)


def remembered() -> Remembered:
    """All of them, equally strong and fresh."""
    return Remembered(
        {
            f"m{number}": Memory(f"m{number}", "semantic", content, NOW, NOW, NOW, tags=tags)
            for number, (content, tags) in enumerate(MEMORIES)
        }
    )


def line(text: str) -> Line:
    return Line(1, NOW, "p:kind-otter", "Deniz", text, Meaning.model_validate(asdict(analyse(text))), 1)


def recalled_by(text: str) -> list[str]:
    """The ids of what a line brings to mind, best first."""
    cue = cue_of(None, [line(text)], None, 0.0)
    return [memory.memory_id for memory, _ in recalled(remembered(), cue, None, NOW, 5)]


def test_the_memory_that_is_meant_comes_to_mind_in_four_of_five_probes() -> None:
    found = [f"m{meant}" in recalled_by(text) for text, meant in PROBES]
    assert sum(found) / len(found) > 0.8


def test_what_has_nothing_to_do_with_the_moment_does_not_come_to_mind() -> None:
    assert recalled_by("yağmur yağacakmış yarın") == []


def test_health_says_that_there_is_no_embedding_model_so_that_nobody_misses_it_unnoticed() -> None:
    assert semantic_recall().detail.startswith("degraded")
