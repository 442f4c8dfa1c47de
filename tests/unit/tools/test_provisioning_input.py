"""What `piyasa provision` is told: durations, sizes, passwords."""

from pathlib import Path

import pytest

from piyasa.tools.errors import PasswordUnreadable, QuantityUnusable
from piyasa.tools.quantities import duration, size
from piyasa.tools.role_passwords import role_passwords
from support.commands import piyasa


@pytest.mark.parametrize(
    ("text", "value"), [("600", 600), ("10m", 600), ("36h", 129_600), ("30d", 2_592_000), (" 1 W", 604_800)]
)
def test_durations(text: str, value: int) -> None:
    assert duration(text) == value


@pytest.mark.parametrize(("text", "value"), [("10", 10), ("500MB", 500_000_000), ("20GiB", 21_474_836_480)])
def test_sizes(text: str, value: int) -> None:
    assert size(text) == value


@pytest.mark.parametrize("text", ["", "ten", "-5", "5 parsecs", "1.5h"])
def test_what_is_not_understood_is_refused_with_an_example(text: str) -> None:
    with pytest.raises(QuantityUnusable, match="30d"):
        duration(text)


def test_a_wrong_duration_ends_the_command_before_anything_is_touched() -> None:
    ran = piyasa("provision", "--max-age", "long", environment={"PIYASA_NATS_URL": "nats://127.0.0.1:1"})
    assert ran.code == 2
    assert "QUANTITY_UNUSABLE" in ran.stderr


def test_passwords_come_from_the_environment_then_from_named_files_then_from_the_folder(tmp_path: Path) -> None:
    (tmp_path / "named").write_text("from-a-named-file\n")
    folder = tmp_path / "folder"
    folder.mkdir()
    for name in ("piyasa_projector", "scheduler", "piyasa_generator", "humanizer"):
        (folder / name).write_text(f"{name}-in-the-folder\n")
    found = role_passwords(
        {
            "PIYASA_DB_PASSWORD_PROJECTOR": "from-the-environment",
            "PIYASA_DB_PASSWORD_SCHEDULER_FILE": str(tmp_path / "named"),
            "PIYASA_DB_PASSWORDS_DIR": str(folder),
        }
    )
    assert found == {
        "piyasa_projector": "from-the-environment",
        "piyasa_scheduler": "from-a-named-file",
        "piyasa_generator": "piyasa_generator-in-the-folder",
        "piyasa_humanizer": "humanizer-in-the-folder",
    }


def test_nobody_needs_to_give_passwords() -> None:
    assert role_passwords({}) == {}


def test_a_named_file_that_is_not_there_is_an_error(tmp_path: Path) -> None:
    with pytest.raises(PasswordUnreadable, match="absent"):
        role_passwords({"PIYASA_DB_PASSWORD_PROJECTOR_FILE": str(tmp_path / "absent")})
    with pytest.raises(PasswordUnreadable, match="folder"):
        role_passwords({}, tmp_path / "absent")
