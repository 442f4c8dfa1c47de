import tempfile
from pathlib import Path

import pytest

from piyasa.devstack.socket_folder import PathTooLong, socket_folder


def test_a_short_path_is_taken_as_it_is() -> None:
    with tempfile.TemporaryDirectory() as short:
        assert socket_folder(Path(short)) == (Path(short), False)


def test_a_long_path_gives_way_to_a_temporary_one(tmp_path: Path) -> None:
    folder, temporary = socket_folder(tmp_path / ("long" * 30))
    assert temporary
    assert len(str(folder)) < 80
    folder.rmdir()


def test_without_any_short_path_the_cure_is_named(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    long = tmp_path / ("long" * 30)
    long.mkdir()
    monkeypatch.setattr("tempfile.tempdir", str(long))
    with pytest.raises(PathTooLong, match="set TMPDIR to a short one"):
        socket_folder(long)
    assert list(long.iterdir()) == []
