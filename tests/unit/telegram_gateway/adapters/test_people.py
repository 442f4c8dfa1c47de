"""The link between accounts and random names."""

from __future__ import annotations

import asyncio

from piyasa.telegram_gateway.adapters.people import LinkedPeople
from support.gateway import MemoryBucket


class Names:
    def __init__(self, stem: str = "p") -> None:
        self.stem, self.count = stem, 0

    def __call__(self) -> str:
        self.count += 1
        return f"{self.stem}-{self.count}"


async def test_an_account_keeps_its_name() -> None:
    people = LinkedPeople(MemoryBucket(), Names())
    assert await people.slug_of(1001) == "p-1"
    assert await people.slug_of(1001) == "p-1"
    assert await people.slug_of(1002) == "p-2"


async def test_two_processes_that_meet_a_person_at_once_give_one_name() -> None:
    bucket = MemoryBucket()
    first, second = LinkedPeople(bucket, Names("a")), LinkedPeople(bucket, Names("b"))
    assert len(set(await asyncio.gather(first.slug_of(1001), second.slug_of(1001)))) == 1


async def test_who_never_spoke_has_no_name() -> None:
    people = LinkedPeople(MemoryBucket(), Names())
    assert await people.known_slug_of(1001) is None


async def test_forgetting_cuts_the_link_both_ways_and_is_done_twice_without_harm() -> None:
    bucket = MemoryBucket()
    people = LinkedPeople(bucket, Names())
    await people.forget(await people.slug_of(1001))
    assert bucket.values == {}
    await people.forget("p-1")
    assert await people.slug_of(1001) == "p-2"


async def test_forgetting_in_another_process_is_noticed_by_the_forgotten_list() -> None:
    bucket = MemoryBucket()
    here, there = LinkedPeople(bucket, Names("a")), LinkedPeople(bucket, Names("b"))
    assert await here.slug_of(1001) == "a-1"
    await there.forget("a-1")
    assert await here.slug_of(1001, forgotten={"a-1"}) == "a-2"


async def test_a_crash_before_the_way_back_was_made_is_mended_when_the_person_speaks_again() -> None:
    bucket = MemoryBucket()
    await bucket.create("account.1001", b"p-9")
    people = LinkedPeople(bucket, Names())
    assert await people.slug_of(1001) == "p-9"
    await people.forget("p-9")
    assert bucket.values == {}


async def test_a_crash_while_forgetting_is_finished_by_forgetting_again() -> None:
    bucket = MemoryBucket()
    people = LinkedPeople(bucket, Names())
    await people.slug_of(1001)
    await bucket.delete("account.1001")
    await people.forget("p-1")
    assert bucket.values == {}


async def test_forgetting_an_old_name_leaves_the_new_one_alone() -> None:
    bucket = MemoryBucket()
    people = LinkedPeople(bucket, Names())
    await people.slug_of(1001)
    await bucket.delete("account.1001")
    again = LinkedPeople(bucket, Names("new"))
    await again.slug_of(1001)
    await again.forget("p-1")
    assert await again.known_slug_of(1001) == "new-1"
