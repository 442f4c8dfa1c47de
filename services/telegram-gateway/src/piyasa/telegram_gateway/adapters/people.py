"""The link between Telegram's user ids and person slugs, in a bucket of its own."""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Callable, Collection
from dataclasses import dataclass, field

from piyasa.telegram_gateway.ports import Bucket

REMEMBERED = 20_000


@dataclass(slots=True)
class LinkedPeople:
    """Keys ``account.<user id>`` hold slugs, keys ``person.<slug>`` hold user ids.

    The account's key decides: whoever creates it has linked the person. The other is made after it and made good
    whenever the account speaks again, so that whoever has a slug on the log can be forgotten by it.
    """

    bucket: Bucket
    new_slug: Callable[[], str]
    _known: OrderedDict[int, str] = field(default_factory=OrderedDict)

    async def slug_of(self, user_id: int, *, forgotten: Collection[str] = ()) -> str:
        """The slug of an account, drawn when it has none or a forgotten one."""
        slug = self._known.get(user_id) or await self._linked(user_id)
        while slug in forgotten:
            await self.forget(slug)
            slug = await self._linked(user_id)
        if user_id not in self._known:
            await self.bucket.create(f"person.{slug}", str(user_id).encode())
            self._remember(user_id, slug)
        return slug

    async def known_slug_of(self, user_id: int) -> str | None:
        """The slug of an account that has one."""
        found = await self.bucket.get(f"account.{user_id}")
        return None if found is None else found.value.decode()

    async def forget(self, person_id: str) -> None:
        """Cut the link both ways. The account's goes first: after a crash the slug still leads to what is left."""
        back = await self.bucket.get(f"person.{person_id}")
        if back is None:
            return
        user_id = int(back.value)
        there = await self.bucket.get(f"account.{user_id}")
        if there is not None and there.value.decode() == person_id:
            await self.bucket.delete(f"account.{user_id}")
        await self.bucket.delete(f"person.{person_id}")
        if self._known.get(user_id) == person_id:
            del self._known[user_id]

    async def _linked(self, user_id: int) -> str:
        key = f"account.{user_id}"
        found = await self.bucket.get(key)
        while found is None:
            found = await self.bucket.create(key, self.new_slug().encode()) or await self.bucket.get(key)
        return found.value.decode()

    def _remember(self, user_id: int, slug: str) -> None:
        self._known[user_id] = slug
        if len(self._known) > REMEMBERED:
            self._known.popitem(last=False)
