"""How near a persona's memories are to a text, by their embeddings."""

from __future__ import annotations

import asyncio
from collections.abc import Mapping, Sequence

import asyncpg
from sqlalchemy.exc import SQLAlchemyError
from sqlalchemy.ext.asyncio import AsyncEngine

from piyasa.database.engine import driver_connection
from piyasa.database.errors import DatabaseError

# Rows of other dimensions come from another model of the same name; comparing them would end the whole query.
_COSINES = """
SELECT memory_id, 1 - (embedding <=> $3::real[]::vector) AS cosine FROM read.memory_vectors
WHERE bot_id = $1 AND model = $2 AND vector_dims(embedding) = cardinality($3::real[])
"""


class VectorsUnavailable(DatabaseError):
    """Embeddings cannot be compared now."""

    code = "MEMORY_VECTORS_UNAVAILABLE"

    def __init__(self, reason: str) -> None:
        super().__init__(f"embeddings cannot be compared: {reason}")
        self.reason = reason


class MemoryVectorReader:
    """Reads ``read.memory_vectors``; a query takes at most ``seconds``, the wait for a connection included."""

    def __init__(self, engine: AsyncEngine, *, seconds: float = 1.0) -> None:
        self._engine, self._seconds = engine, seconds

    async def cosines(self, bot_id: str, model: str, vector: Sequence[float]) -> Mapping[str, float]:
        """The cosine, -1..1, of a vector with each memory of a persona that has an embedding of the model.

        Raises ``VectorsUnavailable``.
        """
        try:
            async with asyncio.timeout(self._seconds), driver_connection(self._engine) as connection:
                rows = await connection.fetch(_COSINES, bot_id, model, list(vector))
        except TimeoutError as error:
            raise VectorsUnavailable(f"no answer within {self._seconds:g} s") from error
        except asyncpg.UndefinedObjectError as error:
            raise VectorsUnavailable(
                "the database lacks pgvector; install the extension and run `piyasa provision`"
            ) from error
        except (OSError, asyncpg.PostgresError, asyncpg.InterfaceError, SQLAlchemyError) as error:
            raise VectorsUnavailable(type(error).__name__) from error
        return {row["memory_id"]: row["cosine"] for row in rows}
