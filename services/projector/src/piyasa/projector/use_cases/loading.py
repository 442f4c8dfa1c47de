"""Bringing the read models in memory to where the database stands."""

from __future__ import annotations

from collections.abc import AsyncIterator, Callable, Iterable
from dataclasses import dataclass
from typing import Any, Protocol

from piyasa.contracts.envelope import Recorded
from piyasa.contracts.event import Event
from piyasa.projections.fold import Projection
from piyasa.projector.domain.read_models import ReadModels
from piyasa.projector.ports import Loaded, Store


class Archive(Protocol):
    """The log's second copy."""

    def read(self, after: int, until: int | None = None) -> AsyncIterator[Recorded[Event]]:
        """The facts with after < position <= until."""


@dataclass(slots=True)
class Resumed:
    """Where to go on from."""

    models: ReadModels
    position: int
    generation: int
    afresh: frozenset[str]
    """Projections whose rows are absent, damaged or of another fold version: they were folded from the beginning."""


Progress = Callable[[int, int], None]
"""Told (done, in all) in positions of the log."""


async def resume(
    store: Store, archive: Archive, projections: Iterable[Projection[Any]], progress: Progress | None = None
) -> Resumed:
    """Load the read models exactly at the checkpoint.

    Rows may be a little behind it, as they are written less often than the archive: the archive fills in. A
    projection whose rows come from another version of its fold is folded from the beginning of the archive.
    """
    models = ReadModels.of(projections)
    loaded = await store.load(list(models.versions))
    since = _load_rows(models, loaded)
    afresh = frozenset(models.versions) - set(since)
    begin = 0 if afresh else min(since.values(), default=loaded.checkpoint)
    if begin < loaded.checkpoint:
        async for event in archive.read(begin, loaded.checkpoint):
            models.apply(event, only={name for name in models.versions if since.get(name, 0) < event.position})
            if progress is not None and event.position % 1000 == 0:
                progress(event.position - begin, loaded.checkpoint - begin)
    return Resumed(models, loaded.checkpoint, loaded.generation, afresh)


def _load_rows(models: ReadModels, loaded: Loaded) -> dict[str, int]:
    """Take the rows that this release's folds made; returns the position of each projection taken."""
    since = {}
    for name, version in models.versions.items():
        kept = loaded.kept.get(name)
        usable = kept is not None and kept.fold_version == version and kept.position <= loaded.checkpoint
        if usable and kept is not None and models.load(name, kept.rows):
            since[name] = kept.position
    return since
