"""The commands that need broker and database, against real ones: provision, message, rebuild, verify."""

from __future__ import annotations

import asyncio
import secrets
from collections.abc import Awaitable, Callable, Iterator
from dataclasses import replace
from typing import Any

import asyncpg
import pytest
from nats.aio.client import Client

from piyasa.contracts.conversation import TickRequested
from piyasa.contracts.envelope import NewEvent, from_outside
from piyasa.contracts.event import Event
from piyasa.database.addresses import engine_url, with_database
from piyasa.database.archive import ArchiveReader
from piyasa.database.engine import new_engine
from piyasa.database.roles import PROJECTOR
from piyasa.database.snapshots import SnapshotPart, SnapshotStore
from piyasa.eventlog.log import EventLog
from piyasa.projections.catalogue import all_projections, projections_for
from piyasa.projections.fold import TableSet
from piyasa.projector.adapters.jetstream_log import JetStreamLog
from piyasa.projector.adapters.postgres_snapshots import PostgresSnapshots
from piyasa.projector.adapters.postgres_store import PostgresStore
from piyasa.projector.use_cases.project import Projector
from support.commands import Home, now, piyasa
from support.conversations import founding
from support.events import CHAT, MEHMET, drafted, ready, received, requested, sent, suppressed, uid
from support.projecting import QUICK, wait_for
from support.streams import Counted, TakenTurn

pytestmark = [pytest.mark.connected, pytest.mark.timeout(180)]

AsOperator = Callable[[Callable[[Client], Awaitable[Any]]], Any]
PASSWORD = secrets.token_urlsafe(12)
TRACE = "5" * 32


@pytest.fixture
def whole(home: Home, postgres_url: str) -> Iterator[Home]:
    """A home with broker and database, both provisioned by the command."""
    name = f"piyasa_test_{secrets.token_hex(4)}"
    home.tell(postgres=with_database(postgres_url, name))
    ran = piyasa("provision", "--home", home.path, environment={"PIYASA_DB_PASSWORD_PROJECTOR": PASSWORD})
    assert ran.code == 0, ran.stderr
    yield home

    async def drop() -> None:
        address = engine_url(postgres_url).set(drivername="postgresql").render_as_string(hide_password=False)
        server = await asyncpg.connect(address)
        await server.execute(f"DROP DATABASE IF EXISTS {name} WITH (FORCE)")
        await server.close()

    now(drop())


def projector_url(home: Home) -> str:
    return (
        engine_url(home.told["postgres"])
        .set(username=PROJECTOR, password=PASSWORD)
        .render_as_string(hide_password=False)
    )


def chain(number: int) -> list[NewEvent[Event]]:
    """A person asks, a persona answers, another is asked and told to be quiet; one chain."""
    said = NewEvent(uid(("said", number)), received(number, text="Mehmet ne dersin?"), uid(("said", number)))
    facts: list[Event] = [
        requested(number, reason="mention", lane="high"), drafted(number), ready(number), sent(number, 1000 + number),
        requested(("b", number)), suppressed(("b", number)),
    ]  # fmt: skip
    ids = [
        each.tick_id if isinstance(each, TickRequested) else uid((number, "fact", at)) for at, each in enumerate(facts)
    ]
    return [said, *(NewEvent(event_id, each, said.id, said.id) for event_id, each in zip(ids, facts, strict=True))]


def publish(as_operator: AsOperator, *events: NewEvent[Event]) -> None:
    async def work(client: Client) -> None:
        log = EventLog(client, "test")
        await log.start()
        for event in events:
            await log.publish(event)

    as_operator(work)


def project(home: Home, as_operator: AsOperator, until: int) -> None:
    """Bring everything up to a position into the database."""

    async def work(client: Client) -> None:
        engine = new_engine(projector_url(home), application="test")
        projector = Projector(
            log=JetStreamLog(client), store=PostgresStore(engine), archive=ArchiveReader(engine),
            snapshots=PostgresSnapshots(SnapshotStore(engine)), turn=TakenTurn(), projections=all_projections(),
            measures=Counted(), rhythm=QUICK,
        )  # fmt: skip
        running = asyncio.ensure_future(projector.run())

        async def there() -> bool:
            return projector.condition.position >= until and projector.condition.caught_up

        await wait_for(there)
        await projector.stop()
        await running
        await engine.dispose()

    as_operator(work)


def in_database(home: Home, statement: str) -> None:
    async def work() -> None:
        address = engine_url(home.told["postgres"]).set(drivername="postgresql").render_as_string(hide_password=False)
        connection = await asyncpg.connect(address)
        await connection.execute(statement)
        await connection.close()

    now(work())


@pytest.fixture
def told(whole: Home, as_operator: AsOperator) -> Home:
    """Two chains, both in the database."""
    founded = [from_outside(each, "founding", at) for at, each in enumerate(founding())]
    publish(as_operator, *founded, *chain(1), *chain(2))
    project(whole, as_operator, 19)
    return whole


def test_provisioning_everything_again_changes_nothing_and_keeps_passwords(whole: Home) -> None:
    ran = piyasa("provision", "--home", whole.path, "--json")
    assert ran.code == 0
    assert ran.lines[0]["database"]["created"] is False
    assert ran.lines[0]["database"]["passwords_set"] == []

    async def log_in() -> None:
        connection = await asyncpg.connect(projector_url(whole).replace("+asyncpg", ""))
        await connection.close()

    now(log_in())


def test_a_database_that_is_away_is_told_without_its_password(home: Home) -> None:
    home.tell(postgres="postgresql://postgres:hush@127.0.0.1:1/piyasa")
    ran = piyasa("verify", "--home", home.path)
    assert ran.code == 2
    assert "127.0.0.1:1" in ran.stderr
    assert "hush" not in ran.stderr


def test_a_healthy_system_verifies(told: Home) -> None:
    ran = piyasa("verify", "--home", told.path, "--json")
    (found,) = ran.lines
    assert (ran.code, found["ok"], found["faults"]) == (0, True, [])
    assert found["archive"]["compared"] == 19
    assert piyasa("verify", "--home", told.path).stdout.count("✓") == 3


def test_verification_lists_what_is_wrong_and_rebuilding_mends_the_read_models(told: Home) -> None:
    in_database(told, 'UPDATE read.bots SET state = state || \'{"name": "Nobody"}\'')
    wrong = piyasa("verify", "--home", told.path)
    assert wrong.code == 1
    assert "READ_MODEL_DIFFERS" in wrong.stdout

    mended = piyasa("rebuild", "--projection", "bots", "--home", told.path, "--json")
    assert mended.code == 1
    assert [(each["projection"], each["agreed"]) for each in mended.lines[0]] == [("bots", False)]

    again = piyasa("rebuild", "--home", told.path)
    assert again.code == 0
    assert "All rows are what the log says" in again.stdout
    assert piyasa("verify", "--home", told.path).code == 0
    recorded = piyasa("events", "--type", "projection-rebuilt", "--home", told.path, "--json").lines
    assert recorded[0]["data"]["projection"] == "bots"


def test_an_unknown_projection_is_refused(told: Home) -> None:
    ran = piyasa("rebuild", "--projection", "nonsense", "--home", told.path)
    assert ran.code == 2
    assert "conversations" in ran.stderr


def test_the_way_of_a_message_is_told_from_cause_to_end(told: Home) -> None:
    (way,) = piyasa("message", uid((1, 1)), "--home", told.path, "--json").lines
    assert (way["reason"], way["outcome"], way["chat_id"]) == ("mention", "sent", CHAT)
    assert [step["fact"] for step in way["steps"]] == [
        "tick-requested", "draft-generated", "message-ready", "message-sent",
    ]  # fmt: skip
    assert way["cause"]["data"]["text"] == "Mehmet ne dersin?"
    page = piyasa("message", uid((1, 1)), "--home", told.path).stdout
    assert "Mehmet ne dersin?" in page


def test_a_chain_tells_all_its_ticks_and_a_tick_only_its_own(told: Home) -> None:
    every = piyasa("message", uid(("said", 2)), "--home", told.path, "--json").lines
    assert [each["outcome"] for each in every] == ["sent", "suppressed (overtaken)"]
    (one,) = piyasa("message", uid(("b", 2)), "--home", told.path, "--json").lines
    assert one["outcome"] == "suppressed (overtaken)"


def test_a_way_is_told_before_the_archive_has_it_and_without_an_archive(told: Home, as_operator: AsOperator) -> None:
    publish(as_operator, *chain(3))
    (way,) = piyasa("message", uid((3, 1)), "--home", told.path, "--json").lines
    assert way["outcome"] == "sent"
    told.tell(postgres=None)
    assert piyasa("message", uid((1, 1)), "--home", told.path, "--json").lines[0]["outcome"] == "sent"


def test_an_unknown_id_is_said_to_be_unknown(told: Home) -> None:
    assert piyasa("message", uid("nobody"), "--home", told.path).code == 2
    assert piyasa("message", "short", "--home", told.path).code == 2


def test_events_come_from_the_archive_where_the_stream_no_longer_reaches(told: Home, as_operator: AsOperator) -> None:
    async def age(client: Client) -> None:
        js = client.jetstream()
        config = (await js.stream_info("EVENTS")).config
        config.max_msgs, config.discard = 4, "old"
        await js.update_stream(config)

    as_operator(age)
    positions = [each["position"] for each in piyasa("events", "--home", told.path, "--json").lines]
    assert positions == list(range(1, 20))
    sent_ones = piyasa("events", "--type", "message-sent", "--home", told.path, "--json").lines
    assert len(sent_ones) == 2
    told.tell(postgres=None)
    ran = piyasa("events", "--home", told.path, "--json")
    assert [each["position"] for each in ran.lines] == list(range(16, 20))
    assert "15 older positions" in ran.stderr


def save_snapshot(home: Home, position: int, name: str) -> None:
    """Keep what the generator knew at a position, with one persona under a name that the log does not know."""

    async def work() -> None:
        engine = new_engine(projector_url(home), application="test")
        tables = TableSet.of(projections_for("generator"))
        async for event in ArchiveReader(engine).read(0, position):
            tables.apply(event)
        bots = tables.tables["bots"].rows
        bots[MEHMET] = replace(bots[MEHMET], name=name)
        parts = {
            each: SnapshotPart(table.projection.version, table.dump_json()) for each, table in tables.tables.items()
        }
        await SnapshotStore(engine).save(position, parts)
        await engine.dispose()

    now(work())


def test_a_prompt_begins_with_a_snapshot_that_is_no_younger_than_its_moment(told: Home) -> None:
    def asked(*more: object) -> Any:
        return piyasa("prompt", "--bot", MEHMET, "--chat", CHAT, "--json", "--home", told.path, *more).lines[0]

    times = [each["time"] for each in piyasa("events", "--json", "--home", told.path).lines]
    whole, at_ten = asked(), asked("--at", times[9])
    assert (whole["position"], at_ten["position"]) == (19, 10)
    save_snapshot(told, 12, "Adı Değişen")
    again = asked()
    assert again["position"] == 19
    assert "Adı Değişen" in again["system"]
    history = [part["text"] for part in again["parts"] if part["part"] == "history"]
    assert history == [part["text"] for part in whole["parts"] if part["part"] == "history"]
    assert asked("--at", times[9])["sha256"] == at_ten["sha256"]
