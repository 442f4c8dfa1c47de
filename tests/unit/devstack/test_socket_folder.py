import os
import tempfile
from pathlib import Path

import pytest

from piyasa.devstack.socket_folder import PathTooLong, socket_folder

LONG = "long" * 30


def settle(wanted: Path, record: Path) -> tuple[Path, bool]:
    return socket_folder(wanted, owner=os.geteuid(), record=record)


def test_a_short_path_is_taken_as_it_is(tmp_path: Path) -> None:
    with tempfile.TemporaryDirectory() as short:
        assert settle(Path(short), tmp_path / "record") == (Path(short), False)


def test_a_long_path_gives_way_to_a_temporary_one_which_is_used_again(tmp_path: Path) -> None:
    folder, temporary = settle(tmp_path / LONG, tmp_path / "record")
    assert temporary
    assert len(str(folder)) < 80
    assert settle(tmp_path / LONG, tmp_path / "record") == (folder, True)
    folder.rmdir()


def test_a_folder_somebody_put_in_its_place_is_not_used(tmp_path: Path) -> None:
    planted = tmp_path / "planted"
    planted.mkdir(mode=0o700)
    link = tmp_path / "link"
    link.symlink_to(planted)
    opened = tmp_path / "open"
    opened.mkdir()
    opened.chmod(0o777)
    for suspicious in (link, opened):
        (tmp_path / "record").write_text(str(suspicious))
        folder, _ = settle(tmp_path / LONG, tmp_path / "record")
        assert folder != suspicious
        folder.rmdir()


def test_without_any_short_path_the_cure_is_named(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    long = tmp_path / LONG
    long.mkdir()
    monkeypatch.setattr("tempfile.tempdir", str(long))
    with pytest.raises(PathTooLong, match="set TMPDIR to a short one"):
        settle(long, tmp_path / "record")
    assert list(long.iterdir()) == []
