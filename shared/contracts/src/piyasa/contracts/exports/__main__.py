"""Write the exports, or say which of them no longer tell the truth."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Sequence
from pathlib import Path

from piyasa.contracts.exports import documents

EXPORTS = Path("shared/contracts/exports")
"""Where they are checked in, seen from the root of the project."""


def drifted(folder: Path, wanted: dict[str, str]) -> list[str]:
    """The files that are missing or differ, sorted. Schemas of older versions may stay, they are history."""
    return sorted(name for name, text in wanted.items() if not _holds(folder / name, text))


def write(folder: Path, wanted: dict[str, str]) -> None:
    """Write every file whose text has changed."""
    for name in drifted(folder, wanted):
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text := wanted[name], encoding="utf-8", newline="\n")
        sys.stdout.write(f"wrote {path} ({len(text)} characters)\n")


def _holds(path: Path, text: str) -> bool:
    return path.is_file() and path.read_bytes() == text.encode()


def main(arguments: Sequence[str] | None = None) -> int:
    """Return 0, or 1 when ``--check`` found files that differ."""
    parser = argparse.ArgumentParser(prog="python -m piyasa.contracts.exports", description=__doc__)
    parser.add_argument("folder", metavar="DIR", nargs="?", type=Path, default=EXPORTS, help="default: %(default)s")
    parser.add_argument("--check", action="store_true", help="write nothing; exit 1 when a file differs")
    options = parser.parse_args(arguments)
    if not options.check:
        write(options.folder, documents())
        return 0
    names = drifted(options.folder, documents())
    for name in names:
        sys.stderr.write(f"{options.folder / name} differs from the contracts\n")
    if names:
        sys.stderr.write("run `make contracts` and commit what it writes\n")
    return 1 if names else 0


if __name__ == "__main__":
    sys.exit(main())
