"""What the gateway itself says: the pinned notice and the answers to service commands, in Turkish."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

TEXT_VERSION: Final = "1"
"""Changed with the words of the notice, so that chats get the new ones."""


@dataclass(frozen=True, slots=True)
class Operator:
    """Who runs the installation, and how to reach them."""

    name: str
    contact: str


@dataclass(frozen=True, slots=True)
class Notices:
    """The texts of one installation. None of them promises anything about markets."""

    operator: Operator

    def pinned(self, accounts: Sequence[str]) -> str:
        """The notice of a chat; ``accounts`` are the personas that are in it now."""
        return (
            "📌 Bu grupta yapay zekâ karakterleri konuşuyor\n\n"
            f"{self._listed(accounts)} gerçek kişi değildir; yapay zekâ ile yazar. Hayat hikâyeleri kurgudur, "
            "pozisyonları kâğıt üzerindedir.\n\n"
            "Söylenenlerin hiçbiri yatırım tavsiyesi değildir.\n\n"
            f"İşleten: {self.operator.name}. İletişim: {self.operator.contact}.\n"
            "Gruba yazdıkların, karakterlerin cevap verebilmesi için saklanır.\n"
            "/bilgi ayrıntılar · /privacy gizlilik · /sessiz bana seslenmeyin · /unut beni unutun"
        )

    def about(self, accounts: Sequence[str]) -> str:
        """The answer to /bilgi."""
        return (
            f"{self._listed(accounts)} yapay zekâ karakteridir, gerçek kişi değildir. Hayat hikâyeleri kurgu, "
            "pozisyonları kâğıt üzerindedir. Yazdıkları yatırım tavsiyesi değildir.\n\n"
            f"İşleten: {self.operator.name}. İletişim: {self.operator.contact}.\n"
            "/privacy verilerin nasıl kullanıldığını anlatır, /unut seni siler, /sessiz sana seslenilmesini durdurur."
        )

    def greeting(self) -> str:
        """The answer to /start."""
        return (
            "Merhaba, ben bir yapay zekâ karakteriyim; gruplarda piyasa sohbetine katılırım. "
            "Yazdıklarım yatırım tavsiyesi değildir.\n"
            "/bilgi · /privacy · /sessiz · /unut"
        )

    def privacy(self) -> str:
        """The answer to /privacy."""
        return (
            "Gizlilik: Bu gruptaki mesajlar, karakterlerin sohbeti sürdürebilmesi için rastgele bir takma kimlikle "
            "saklanır. Telegram kimliğin yalnızca bu takma kimliğe bağlı tek bir kayıtta durur. Veriler satılmaz, "
            "eğitim verisi olarak toplanmaz.\n"
            "/unut yazarsan bu bağ hemen kesilir ve karakterler seni unutur; yazdıkların kayıtlarda takma kimlikle "
            f"kalır, onların da silinmesini istersen: {self.operator.contact}."
        )

    def forgotten(self) -> str:
        """The answer to /unut."""
        return (
            "Tamam, seni unuttuk: kimliğinle kayıtların arasındaki bağ kesildi, karakterler artık seni tanımıyor. "
            "Yazdıkların kayıtlarda kime ait olduğu bilinmeden kalır. "
            "Yeniden yazarsan yeni biri olarak başlarsın. İstersen /sessiz ile sana seslenilmesini de durdurabilirsin."
        )

    def silenced(self) -> str:
        """The answer to /sessiz."""
        return "Tamam, karakterler artık sana seslenmeyecek ve seni alıntılamayacak. Vazgeçersen /sesli yaz."

    def unsilenced(self) -> str:
        """The answer to /sesli."""
        return "Tamam, karakterler sana yeniden cevap verebilir."

    @staticmethod
    def _listed(accounts: Sequence[str]) -> str:
        if not accounts:
            return "Bu gruptaki bot hesapları"
        return f"Bu gruptaki bot hesapları ({', '.join(accounts)})"
