"""How a process connects to the database, from the environment."""

from __future__ import annotations

from typing import Annotated

from pydantic import Field
from pydantic_settings import BaseSettings, SettingsConfigDict


class PoolSettings(BaseSettings):
    """The pool of one process; times in seconds."""

    model_config = SettingsConfigDict(env_prefix="PIYASA_DB_", frozen=True, extra="ignore")

    pool_size: Annotated[int, Field(ge=1, description="connections kept open")] = 5
    max_overflow: Annotated[int, Field(ge=0, description="connections opened beyond that when needed")] = 5
    pool_timeout: Annotated[float, Field(gt=0, description="longest wait for a free connection")] = 30.0
    pool_recycle: Annotated[int, Field(gt=0, description="age at which a connection is replaced")] = 3600
    connect_timeout: Annotated[float, Field(gt=0, description="longest wait for a new connection")] = 10.0
    command_timeout: Annotated[float, Field(gt=0, description="longest time one statement may take")] = 60.0
