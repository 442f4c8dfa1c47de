"""Views: whole from whatever they start with, awake at once, and never silently wrong."""

import asyncio
import time
from collections.abc import AsyncIterator, Mapping
from dataclasses import dataclass, field
from typing import Any

import pytest
from nats.aio.client import Client

from piyasa.contracts.envelope import Recorded
from piyasa.contracts.topology import EVENTS
from piyasa.devstack.nats_server import EmbeddedNats
from piyasa.eventlog import history
from piyasa.eventlog import view as viewing
from piyasa.eventlog.errors import HistoryMissing, LogWentBack
from piyasa.eventlog.log import EventLog
from piyasa.eventlog.provision import Options
from piyasa.eventlog.view import View
from piyasa.projections.fold import TableSet
from support.brokers import Heard, begin_anew, draft, rough_restart, told, until
from support.events import CHAT, NOON, requested

pytestmark = [pytest.mark.connected, pytest.mark.timeout(60)]


@dataclass
class Saved:
    """A snapshot at a position."""

    position: int
    payloads: Mapping[str, Mapping[str, Any]]

    async def newest(self, versions: Mapping[str, str]) -> "Saved | None":
        return self


class NoSnapshots:
    """A store nobody can read."""

    async def newest(self, versions: Mapping[str, str]) -> Saved | None:
        raise OSError("the database is away")


@dataclass
class Archived:
    """An archive that holds drafts at the positions it is told."""

    positions: list[int]
    asked: list[tuple[int, int | None]] = field(default_factory=list)
    ends: list[int] = field(default_factory=list)
    """Where it ends each time somebody asks, while it grows; the last one holds."""

    async def last(self) -> int:
        if self.ends:
            return self.ends.pop(0) if len(self.ends) > 1 else self.ends[0]
        return max(self.positions, default=0)

    async def read(self, after: int, until: int | None = None) -> AsyncIterator[Recorded[Any]]:
        self.asked.append((after, until))
        for position in self.positions:
            if position > after and (until is None or position <= until):
                event = draft(("archived", position))
                yield Recorded(position, NOON, event.data.subject, event.data, event.id)


@dataclass
class Measured:
    """What a view reports."""

    failures: list[str] = field(default_factory=list)
    positions: list[int] = field(default_factory=list)
    pending: list[int] = field(default_factory=list)

    def applied(self, *, position: int, pending: int) -> None:
        self.positions.append(position)
        self.pending.append(pending)

    def failed(self, projection: str) -> None:
        self.failures.append(projection)


def of(view: View, chat_id: str = CHAT) -> tuple[int, ...]:
    return tuple(view.rows("heard").get(chat_id, ()))


async def test_a_view_of_an_empty_log_is_ready(follow: Any) -> None:
    view = await follow()

    assert view.position == 0
    assert view.confirmed_within(1)


async def test_a_view_tells_how_far_behind_it_is(log: EventLog, follow: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(viewing, "BATCH", 10)
    await log.publish(*(draft(n) for n in range(25)))
    measured = Measured()
    await follow(metrics=measured)

    assert (measured.positions, measured.pending) == ([10, 20, 25], [15, 5, 0])


async def test_snapshot_and_tail_are_the_whole(log: EventLog, follow: Any) -> None:
    await log.publish(*(draft(n) for n in range(10)))
    whole = await follow()
    half = await follow(snapshots=Saved(4, {"heard": {CHAT: [1, 2, 3, 4]}}))

    assert of(whole) == of(half) == tuple(range(1, 11))


@pytest.mark.parametrize(
    "snapshots",
    [
        NoSnapshots(),
        Saved(3, {}),
        Saved(3, {"heard": {CHAT: "nonsense"}}),
    ],
)
async def test_without_a_usable_snapshot_the_log_is_read_whole(log: EventLog, follow: Any, snapshots: Any) -> None:
    await log.publish(*(draft(n) for n in range(5)))

    view = await follow(snapshots=snapshots)

    assert of(view) == (1, 2, 3, 4, 5)


async def test_what_the_stream_no_longer_holds_comes_from_the_archive(
    operator: Client, log: EventLog, follow: Any
) -> None:
    await begin_anew(operator, Options(first_position=6))
    await log.publish(draft("tail"))
    archive = Archived([1, 2, 4, 5, 6])

    view = await follow(archive=archive)

    assert archive.asked == [(0, 5)]
    assert of(view) == (1, 2, 4, 5, 6)
    assert view.knows(draft(("archived", 4)).id) == 4


@pytest.mark.parametrize("archive", [None, Archived([]), Archived([1, 2, 3])])
async def test_a_hole_in_history_ends_the_view(operator: Client, archive: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(history, "_PATIENCE", 0.1)
    monkeypatch.setattr(history, "_POLL", 0.05)
    await begin_anew(operator, Options(first_position=6))
    view = View(operator, TableSet.of([Heard()]), archive=archive)

    with pytest.raises(HistoryMissing) as raised:
        await view.run()

    assert (raised.value.position, raised.value.first) == (0, 6)
    assert raised.value.archived == (None if archive is None else max(archive.positions, default=0))
    assert of(view) == ()


async def test_an_archive_that_is_behind_is_waited_for(
    operator: Client, log: EventLog, follow: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(history, "_POLL", 0.01)
    await begin_anew(operator, Options(first_position=6))
    archive = Archived([1, 2, 3, 4, 5], ends=[3, 4, 5])

    view = await follow(archive=archive)

    assert archive.asked == [(0, 5)]
    assert archive.ends == [5]
    assert of(view) == (1, 2, 3, 4, 5)


async def test_an_archive_may_end_with_facts_nobody_folds(operator: Client, log: EventLog, follow: Any) -> None:
    await begin_anew(operator, Options(first_position=6))

    view = await follow(archive=Archived([1, 2], ends=[5]))

    assert of(view) == (1, 2)
    assert view.position == 5


async def test_a_snapshot_beyond_the_log_ends_the_view(operator: Client, log: EventLog) -> None:
    await log.publish(draft(1))
    view = View(operator, TableSet.of([Heard()]), snapshots=Saved(9, {"heard": {}}))

    with pytest.raises(LogWentBack) as raised:
        await view.run()

    assert (raised.value.position, raised.value.last) == (9, 1)


async def test_a_log_that_goes_back_under_a_running_view_ends_it(
    operator: Client, log: EventLog, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(viewing, "_GUARD", 0.2)
    await log.publish(*(draft(n) for n in range(5)))
    view = View(operator, TableSet.of([Heard()]))
    running = asyncio.ensure_future(view.run())
    await view.reached(5)

    await begin_anew(operator)
    await log.publish(draft("other"))

    with pytest.raises(LogWentBack):
        await asyncio.wait_for(running, 5)


async def test_a_log_made_anew_beyond_a_running_view_is_filled_from_the_archive(
    operator: Client, log: EventLog, follow: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(viewing, "_GUARD", 0.1)
    await log.publish(*(draft(n) for n in range(2)))
    view = await follow(archive=Archived([1, 2, 3, 4]))

    await begin_anew(operator, Options(first_position=5))
    await view.reached(4, timeout=5)
    await log.publish(draft("tail"))
    await view.reached(5, timeout=5)

    assert of(view) == (1, 2, 3, 4, 5)


async def test_a_publish_wakes_the_view_long_before_it_would_look(log: EventLog, follow: Any) -> None:
    view = await follow()
    waits = []
    for n in range(20):
        (ack,) = await log.publish(draft(n))
        begun = time.monotonic()
        await view.reached(ack.sequence, timeout=5)
        waits.append(time.monotonic() - begun)
        await asyncio.sleep(0.02)

    assert sorted(waits)[10] < 0.05
    assert max(waits) < 0.7


async def test_nobody_needs_to_wait_for_a_view_to_wake(log: EventLog, follow: Any) -> None:
    view = await follow()
    changed = asyncio.Event()
    view.on_change(lambda *_: changed.set())
    begun = time.monotonic()

    await log.publish(draft("a"))
    await asyncio.wait_for(changed.wait(), 5)

    assert time.monotonic() - begun < 0.7


async def test_listeners_are_told_what_changed_and_cannot_stop_the_view(log: EventLog, follow: Any) -> None:
    view, told_of = await follow(), []

    def broken(*_: object) -> None:
        raise ValueError("no")

    view.on_change(broken)
    view.on_change(lambda projection, key, event: told_of.append((projection, key, event.position)))
    await log.publish(draft(1), draft(2))
    await view.reached(2, timeout=5)

    assert told_of == [("heard", CHAT, 1), ("heard", CHAT, 2)]


async def test_catching_up_means_seeing_all_that_was_stored_before(
    operator: Client, log: EventLog, follow: Any
) -> None:
    view = await follow()
    for n in range(30):
        await log.publish(draft(n))
        await view.catch_up()
        assert view.position == n + 1


async def test_reaching_what_does_not_come_times_out(follow: Any) -> None:
    view = await follow()

    with pytest.raises(TimeoutError):
        await view.reached(1, timeout=0.1)


async def test_a_view_goes_on_after_the_broker_died_and_says_meanwhile_that_it_is_old(
    server: EmbeddedNats, log: EventLog, follow: Any
) -> None:
    view = await follow()
    await log.publish(draft("before"))
    await view.reached(1, timeout=5)

    await asyncio.to_thread(server.kill)
    await until(lambda: not view.confirmed_within(0.9), seconds=5)
    with pytest.raises(TimeoutError):
        await view.catch_up(timeout=0.2)
    await rough_restart(server)
    await log.publish(draft("after"))

    await view.reached(2, timeout=5)
    assert of(view) == (1, 2)
    await until(lambda: view.confirmed_within(0.5), seconds=5)


async def test_a_fold_that_raises_leaves_its_aggregate_and_the_view_goes_on(
    operator: Client, log: EventLog, follow: Any
) -> None:
    measured = Measured()
    await log.publish(*(draft(n) for n in range(4)))
    view = await follow(Heard(raises_at={2, 5}), Heard(name="other"), metrics=measured)
    assert of(view) == (1, 3, 4)
    assert view.rows("other")[CHAT] == (1, 2, 3, 4)
    assert measured.failures == ["heard"]

    await log.publish(draft("again"))
    await view.reached(5, timeout=5)

    assert measured.failures == ["heard", "heard"]
    assert [failure.position for failure in view.tables.failures] == [5]
    assert measured.positions[-1] == 5


async def test_a_projection_that_cannot_name_its_aggregate_does_not_stop_the_view(log: EventLog, follow: Any) -> None:
    await log.publish(*(draft(n) for n in range(3)))

    view = await follow(Heard(keyless_at={2}))

    assert of(view) == (1, 3)
    assert view.undecodable + len(view.tables.failures) == 1


async def test_what_cannot_be_read_is_counted_and_passed_over(operator: Client, log: EventLog, follow: Any) -> None:
    js = operator.jetstream()
    await log.publish(draft(1))
    await js.publish("evt.chat.bist-sohbet.draft-generated", b"\xff")
    await js.publish("evt.chat.other-chat.draft-generated", draft(2).data.model_dump_json().encode())
    await js.publish("evt.odd", b"{}")
    await js.publish("evt.chat.bist-sohbet.invented", b"{}")
    await log.publish(draft(6))

    view = await follow()

    assert of(view) == (1, 6)
    assert view.undecodable == 3


async def test_a_deleted_fact_is_a_legal_gap(operator: Client, log: EventLog, follow: Any) -> None:
    await log.publish(*(draft(n) for n in range(4)))
    await operator.jetstream().delete_msg(EVENTS, 2)

    assert of(await follow()) == (1, 3, 4)


async def test_a_view_knows_facts_it_does_not_fold(log: EventLog, follow: Any) -> None:
    view = await follow(Heard(facts=frozenset({"message-ready"})))

    await log.publish(draft("a"))
    await view.catch_up()

    assert view.knows(draft("a").id) == 1
    assert view.knows(draft("b").id) is None


async def test_twenty_thousand_facts_are_read_in_order(operator: Client, log: EventLog, follow: Any) -> None:
    for start in range(0, 20_000, 2000):
        await log.publish(*(told(requested("t"), n) for n in range(start, start + 2000)))

    view = await follow(Heard(facts=frozenset({"tick-abandoned"})), Positions())

    assert view.rows("positions")["all"] == (20_000, 20_000 * 20_001 // 2)
    assert view.position == 20_000


class Positions:
    """Counts facts and adds their positions up."""

    name = "positions"
    version = "1"
    facts = frozenset({"tick-requested"})
    state: type[Any] = tuple[int, int]

    def keys(self, event: Recorded[Any]) -> tuple[str]:
        return ("all",)

    def evolve(self, state: tuple[int, int] | None, event: Recorded[Any]) -> tuple[int, int]:
        count, total = state or (0, 0)
        return count + 1, total + event.position
