"""What personas answer when somebody asks what to do with their money: considerations, never advice."""

# ruff: noqa: E501 - a pattern is read as one line
from __future__ import annotations

from typing import Final

DISCLAIMER: Final = "Yatırım tavsiyesi değildir."

CONSIDERATIONS: Final = (
    "{t:loc} bu karar kişiye göre değişir{who}: [vade, nakit ihtiyacı ve kayba dayanma gücü|risk iştahı ve vade] herkeste başka.",
    "<Senin/Sizin> adına karar veremem{who}, {t:loc} genel olarak [vade ve dağılım|nakit ihtiyacı ve risk sınırı] konuşulur.",
    "Buna [ben cevap veremem|dışarıdan cevap verilmez]{who}. {t:loc} genelde [gerekçe, vade ve kayıp sınırı|plan ve risk payı] yazılıp bakılır.",
    "{t:loc} böyle soruların cevabı [plan|vade] ile başlıyor{who}; [fiyat|anlık hareket] en sonda geliyor.",
    "Kişisel karar bu{who}, ben {t:loc} yalnızca [genel çerçeveyi|lehte ve aleyhte yanları] konuşurum: oynaklık yüksek, vade önemli.",
    "{t:loc} [iki tarafın|alıcının da satıcının da] kendine göre gerekçesi var{who}, [herkesin koşulu|herkesin bütçesi] farklı.",
)

CONSIDERATIONS_FREE: Final = (
    "Bu karar kişiye göre değişir{who}: [vade, nakit ihtiyacı ve kayba dayanma gücü|risk iştahı ve vade] herkeste başka.",
    "<Senin/Sizin> adına karar veremem{who}, genel olarak [vade ve dağılım|nakit ihtiyacı ve risk sınırı] konuşulur.",
    "Buna [ben cevap veremem|dışarıdan cevap verilmez]{who}. Genelde [gerekçe, vade ve kayıp sınırı|plan ve risk payı] yazılıp bakılır.",
    "Böyle soruların cevabı [plan|vade] ile başlıyor{who}; [fiyat|anlık hareket] en sonda geliyor.",
)
