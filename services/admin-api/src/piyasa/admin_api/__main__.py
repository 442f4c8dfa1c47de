"""Runs the admin API: ``python -m piyasa.admin_api``."""

from __future__ import annotations

import sys
from argparse import ArgumentParser, RawDescriptionHelpFormatter
from collections.abc import Iterator

from pydantic import AliasChoices, ValidationError

from piyasa.admin_api.app import AdminService
from piyasa.admin_api.settings import AdminSettings
from piyasa.database.errors import DatabaseError
from piyasa.telemetry.errors import TelemetryError

CANNOT_START = 2


def main() -> int:
    """Serve until told to stop; 2 when the settings do not let it start."""
    parser = ArgumentParser(
        prog="python -m piyasa.admin_api",
        description="Serves the operators' API. Settings come from the environment:",
        epilog="\n".join(described_settings()),
        formatter_class=RawDescriptionHelpFormatter,
    )
    parser.parse_args()
    try:
        service = AdminService(AdminSettings())
    except ValidationError as error:
        problems = (f"{'.'.join(map(str, each['loc']))} {each['msg']}".strip() for each in error.errors())
        return _refuse(*(problem.removeprefix("Value error, ") for problem in problems))
    except (ValueError, OSError, DatabaseError, TelemetryError) as error:
        return _refuse(str(error))
    return service.run()


def described_settings() -> Iterator[str]:
    """One line a setting: its name, default and meaning."""
    prefix = str(AdminSettings.model_config.get("env_prefix", ""))
    for field_name, field in AdminSettings.model_fields.items():
        alias = field.validation_alias
        names = list(map(str, alias.choices)) if isinstance(alias, AliasChoices) else [f"{prefix}{field_name}".upper()]
        default = "" if field.default in {None, ""} else f" (default {field.default})"
        yield f"  {' or '.join(names)}: {field.description}{default}"


def _refuse(*problems: str) -> int:
    for problem in problems:
        print(f"admin-api cannot start: {problem}", file=sys.stderr)  # noqa: T201 - logs are not set up yet
    return CANNOT_START


if __name__ == "__main__":
    sys.exit(main())
