"""The way into a service's process: `--help` lists its settings, wrong ones are said plainly."""

from __future__ import annotations

import sys
from argparse import ArgumentParser, RawDescriptionHelpFormatter
from collections.abc import Callable, Iterator
from typing import TYPE_CHECKING, TypeVar

from pydantic import AliasChoices, ValidationError

from piyasa.eventlog.settings import ServiceSettings
from piyasa.telemetry.errors import TelemetryError

if TYPE_CHECKING:
    from piyasa.eventlog.service import Service

S = TypeVar("S", bound=ServiceSettings)
CANNOT_START = 2


def run_service(name: str, what: str, settings: type[S], compose: Callable[[S], Service]) -> int:
    """Serve until told to stop; 0 after a clean end, 1 when it failed, 2 when the settings do not let it start.

    ``what`` says in one sentence what the service does, for ``--help``.
    """
    module = f"piyasa.{name.replace('-', '_')}"
    parser = ArgumentParser(
        prog=f"python -m {module}",
        description=f"{what} Settings come from the environment:",
        epilog="\n".join(described_settings(settings)),
        formatter_class=RawDescriptionHelpFormatter,
    )
    parser.parse_args()
    try:
        service = compose(settings())
    except ValidationError as error:
        problems = (f"{'.'.join(map(str, each['loc']))} {each['msg']}".strip() for each in error.errors())
        return _refuse(name, *(problem.removeprefix("Value error, ") for problem in problems))
    except (ValueError, OSError, TelemetryError) as error:
        return _refuse(name, str(error))
    code = service.run()
    if service.complaint:
        _refuse(name, service.complaint)  # the last word, also where nobody reads logs
    return code


def described_settings(settings: type[ServiceSettings]) -> Iterator[str]:
    """One line a setting: its names, meaning and default."""
    prefix = str(settings.model_config.get("env_prefix", ""))
    for field_name, field in settings.model_fields.items():
        alias = field.validation_alias
        names = list(map(str, alias.choices)) if isinstance(alias, AliasChoices) else [f"{prefix}{field_name}".upper()]
        default = "" if field.default in {None, ""} else f" (default {field.default})"
        yield f"  {' or '.join(names)}: {field.description}{default}"


def _refuse(name: str, *problems: str) -> int:
    for problem in problems:
        print(f"{name} cannot start: {problem}", file=sys.stderr)  # noqa: T201 - outside of the life of logs
    return CANNOT_START
