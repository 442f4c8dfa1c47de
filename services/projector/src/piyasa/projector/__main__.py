"""Runs the projector: ``python -m piyasa.projector``; ``--help`` lists its settings."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Iterator

from pydantic import AliasChoices
from pydantic.fields import FieldInfo

from piyasa.projector.app import projector_service
from piyasa.projector.settings import ProjectorSettings


def main() -> int:
    """Serve until told to stop."""
    parser = argparse.ArgumentParser(
        prog="python -m piyasa.projector",
        description="Writes the archive, the read models and the snapshots. Settings come from the environment:",
        epilog="\n".join(described()),
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    parser.parse_args()
    return projector_service(ProjectorSettings()).run()


def described() -> Iterator[str]:
    """One line a setting: name, default, meaning."""
    prefix = str(ProjectorSettings.model_config["env_prefix"])
    for name, field in ProjectorSettings.model_fields.items():
        yield f"  {' or '.join(_names(prefix + name.upper(), field))} = {field.default}\n      {field.description}"


def _names(usual: str, field: FieldInfo) -> list[str]:
    aliases = field.validation_alias
    return [str(choice) for choice in aliases.choices] if isinstance(aliases, AliasChoices) else [usual]


if __name__ == "__main__":
    sys.exit(main())
