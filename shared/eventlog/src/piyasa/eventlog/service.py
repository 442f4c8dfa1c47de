"""The composition every service shares: telemetry, connection, view, consumers, background work, a clean end."""

from __future__ import annotations

import asyncio
import contextlib
import signal
import socket
from collections.abc import AsyncIterator, Awaitable, Callable, Coroutine, Generator, Iterable, Sequence
from contextlib import asynccontextmanager
from typing import TYPE_CHECKING, Any

import structlog
import uvicorn
import uvloop
from faststream.asgi import AsgiFastStream
from nats.errors import Error as NatsError

from piyasa.eventlog.connection import broker_for, connect, until_provisioned
from piyasa.eventlog.errors import SetUpWrong
from piyasa.eventlog.garbage import collect_seldom
from piyasa.eventlog.log import EventLog, new_id
from piyasa.eventlog.measures import LogMeasures, ViewMeasures
from piyasa.eventlog.parts import Parts
from piyasa.eventlog.service_health import ServiceHealth
from piyasa.eventlog.view import View
from piyasa.projections.fold import Projection, TableSet
from piyasa.telemetry import TelemetrySettings, configure

if TYPE_CHECKING:
    from piyasa.eventlog.history import ArchiveReader, SnapshotStore
    from piyasa.eventlog.settings import ServiceSettings

logger = structlog.get_logger(__name__)

Build = Callable[["Parts"], Awaitable[None]]


class Service:
    """One process: build it, then ``run`` it."""

    def __init__(
        self,
        name: str,
        settings: ServiceSettings,
        build: Build,
        *,
        projections: Iterable[Projection[Any]],
        snapshots: SnapshotStore | None = None,
        archive: ArchiveReader | None = None,
        routes: Sequence[tuple[str, Any]] = (),
    ) -> None:
        instance = settings.instance or f"{socket.gethostname()}-{new_id()[-6:]}"
        self.name, self.settings = name, settings.model_copy(update={"instance": instance})
        self._build, self._projections = build, list(projections)
        self._snapshots, self._archive = snapshots, archive
        self.telemetry = configure(
            name,
            settings.release,
            TelemetrySettings(
                log_level=settings.log_level,
                otlp_endpoint=settings.otlp_endpoint,
                otlp_protocol=settings.otlp_protocol,
                sample_ratio=settings.trace_ratio,
                instance=instance,
            ),
        )
        self.broker = broker_for(name, self.settings)
        self.stopping = asyncio.Event()
        self.parts: Parts | None = None
        self._failed: BaseException | None = None
        self._tasks: list[asyncio.Task[Any]] = []
        self.started = False
        self.app = AsgiFastStream(
            self.broker,
            asgi_routes=[*self.telemetry.routes, *routes],
            lifespan=self._lifespan,
            after_startup=[self._after_startup],
        )
        ServiceHealth(self).watch(view=bool(self._projections))

    def run(self) -> int:
        """Serve until SIGTERM or SIGINT; 0 for a clean end, 1 when something failed for good."""
        with asyncio.Runner(loop_factory=uvloop.new_event_loop) as runner:
            return runner.run(self.serve())

    async def serve(self) -> int:
        """Health answers from the first moment, work begins when the broker is there."""
        loop = asyncio.get_running_loop()
        for number in (signal.SIGTERM, signal.SIGINT):
            loop.add_signal_handler(number, self.stopping.set)
        server = _Server(
            uvicorn.Config(
                self.asgi, host=self.settings.http_host, port=self.settings.http_port, lifespan="off",
                log_config=None, access_log=False,
            )
        )  # fmt: skip
        http = asyncio.create_task(server.serve(), name="http")
        life = asyncio.create_task(self._live(), name="life")
        stop = asyncio.create_task(self.stopping.wait(), name="stop")
        await asyncio.wait({http, life, stop}, return_when=asyncio.FIRST_COMPLETED)
        self.stopping.set()
        self.telemetry.health.drain()
        if not self.started:
            life.cancel()
        with contextlib.suppress(asyncio.CancelledError):
            await self._ended(life)
        server.should_exit = True
        await self._ended(http)
        stop.cancel()
        await asyncio.to_thread(self.telemetry.shutdown)
        return 1 if self._failed is not None else 0

    @property
    def complaint(self) -> str:
        """What the operator is to change before the service can start; empty when that is not why it ended."""
        return str(self._failed) if isinstance(self._failed, SetUpWrong) else ""

    @property
    def asgi(self) -> Any:  # noqa: ANN401 - an ASGI application
        """What answers HTTP; health and metrics here, more in services that have an API."""
        return self.app

    async def _ended(self, task: asyncio.Task[Any]) -> None:
        try:
            await task
        except SetUpWrong as error:
            self._failed = error
            logger.error("the service cannot start", code=error.code, reason=str(error))
        except Exception as error:
            self._failed = error
            logger.error("service failed", reason=f"{type(error).__name__}: {error}", exc_info=error)

    async def _live(self) -> None:
        ended: set[asyncio.Task[Any]] | None = None
        try:
            async with self.app.start_lifespan_context():
                failed = await self._until_told()
                await self._wind_down()
                ended = failed
        except NatsError as error:
            if ended is None:
                raise
            logger.warning("the broker was away at the end, nothing is lost by it", reason=str(error))
        for task in ended or ():
            task.result()

    async def _until_told(self) -> set[asyncio.Task[Any]]:
        """Wait until the service shall stop; returns what failed, if that is why."""
        stop = asyncio.create_task(self.stopping.wait())
        watched: set[asyncio.Task[Any]] = {stop, *self._tasks}
        ended: set[asyncio.Task[Any]] = set()
        while stop not in ended and not any(_failed(task) for task in ended):
            ended, watched = await asyncio.wait(watched, return_when=asyncio.FIRST_COMPLETED)
        stop.cancel()
        return ended - {stop}

    @asynccontextmanager
    async def _lifespan(self) -> AsyncIterator[None]:
        client = await connect(self.broker)
        await until_provisioned(client, self.name)
        metrics = self.telemetry.metrics
        view = View(
            client,
            TableSet.of(self._projections),
            snapshots=self._snapshots,
            archive=self._archive,
            metrics=ViewMeasures(metrics, self.name),
        )
        log = EventLog(client, self.name, view if self._projections else None, LogMeasures(metrics))
        await log.start()
        self.parts = Parts(self.name, self.settings, self.telemetry, client, self.broker, log, view, self.stopping)
        if self._projections:
            self._tasks.append(asyncio.create_task(view.run(), name="view"))
            await self._first(view.ready.wait())
        await self._build(self.parts)
        yield

    async def _first(self, ready: Coroutine[Any, Any, object]) -> None:
        """Wait for the view, but not longer than it lives."""
        waiting = asyncio.create_task(ready)
        done, _ = await asyncio.wait({waiting, *self._tasks}, return_when=asyncio.FIRST_COMPLETED)
        if waiting not in done:
            waiting.cancel()
        for task in done - {waiting}:
            task.result()

    async def _after_startup(self) -> None:
        assert self.parts is not None  # noqa: S101 - the lifespan has run
        for consumer in self.parts.consumers:
            await consumer.start()
        for work in self.parts.background:
            self._tasks.append(asyncio.ensure_future(work()))
        self.started = True
        collect_seldom()
        logger.info("started", release=self.settings.release, position=self.parts.view.position)

    async def _wind_down(self) -> None:
        """Stop fetching, finish, hand back, close: in this order nothing is lost."""
        assert self.parts is not None  # noqa: S101 - it was started
        grace = self.settings.grace_seconds
        await asyncio.gather(*(consumer.stop(grace) for consumer in self.parts.consumers))
        for work in reversed(self.parts.closing):
            try:
                await work()
            except Exception as error:  # noqa: BLE001 - whatever it was, the others are to close too
                logger.warning("something did not close well", reason=f"{type(error).__name__}: {error}")
        for task in self._tasks:
            if not task.done():
                task.cancel()
        await asyncio.gather(*self._tasks, return_exceptions=True)
        logger.info("stopped")


def _failed(task: asyncio.Task[Any]) -> bool:
    return task.cancelled() or task.exception() is not None


class _Server(uvicorn.Server):
    """uvicorn without its own signal handlers: the service decides when to stop."""

    @contextlib.contextmanager
    def capture_signals(self) -> Generator[None, None, None]:
        """Leave signals to the service."""
        yield
