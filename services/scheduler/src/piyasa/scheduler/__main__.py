"""Runs the scheduler: ``python -m piyasa.scheduler``."""

from __future__ import annotations

import sys
from argparse import ArgumentParser, RawDescriptionHelpFormatter
from collections.abc import Iterator

from pydantic import AliasChoices, ValidationError

from piyasa.scheduler.app import scheduler_service
from piyasa.scheduler.settings import SchedulerSettings

CANNOT_START = 2


def main() -> int:
    """Serve until told to stop; 2 when the settings do not let it start."""
    ArgumentParser(
        prog="python -m piyasa.scheduler",
        description="Decides who speaks when. Settings come from the environment:",
        epilog="\n".join(described_settings()),
        formatter_class=RawDescriptionHelpFormatter,
    ).parse_args()
    try:
        settings = SchedulerSettings()
    except ValidationError as error:
        print(f"scheduler cannot start: {error}", file=sys.stderr)  # noqa: T201 - logs are not set up yet
        return CANNOT_START
    return scheduler_service(settings).run()


def described_settings() -> Iterator[str]:
    """One line a setting: its name, default and meaning."""
    prefix = str(SchedulerSettings.model_config.get("env_prefix", ""))
    for name, field in SchedulerSettings.model_fields.items():
        alias = field.validation_alias
        names = list(map(str, alias.choices)) if isinstance(alias, AliasChoices) else [f"{prefix}{name}".upper()]
        default = "" if field.default in {None, ""} else f" (default {field.default})"
        yield f"  {' or '.join(names)}: {field.description}{default}"


if __name__ == "__main__":
    sys.exit(main())
