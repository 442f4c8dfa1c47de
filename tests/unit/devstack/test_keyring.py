import stat
from pathlib import Path

import nkeys
import pytest

from piyasa.devstack.errors import BadName, KeyExposed
from piyasa.devstack.keyring import KeyRing


def test_secrets_are_made_once_and_kept(tmp_path: Path) -> None:
    first, second = KeyRing(tmp_path / "home"), KeyRing(tmp_path / "home")
    assert first.seed("scheduler") == second.seed("scheduler")
    assert first.password("postgres") == second.password("postgres")
    assert first.storage_key("nats") == second.storage_key("nats")
    assert first.seed("scheduler") != first.seed("generator")


def test_every_secret_is_a_file_of_mode_0600_in_a_folder_of_mode_0700(tmp_path: Path) -> None:
    keys = KeyRing(tmp_path / "home")
    assert stat.S_IMODE(keys.seed_path("scheduler").stat().st_mode) == 0o600
    assert stat.S_IMODE(keys.folder.stat().st_mode) == 0o700
    assert [path.name for path in keys.folder.iterdir()] == ["scheduler.nk"]


def test_the_public_key_belongs_to_the_seed(tmp_path: Path) -> None:
    keys = KeyRing(tmp_path)
    assert keys.public_key("scheduler").startswith("U")
    assert nkeys.from_seed(keys.seed("scheduler").encode()).public_key.decode() == keys.public_key("scheduler")


def test_a_key_others_may_read_is_refused_with_the_cure(tmp_path: Path) -> None:
    keys = KeyRing(tmp_path)
    path = keys.seed_path("scheduler")
    path.chmod(0o644)
    with pytest.raises(KeyExposed, match=r"chmod 600 .*scheduler\.nk"):
        keys.seed("scheduler")


@pytest.mark.parametrize("name", ["", "../admin", "a/b", "Admin", "-a", "a" * 65])
def test_a_name_that_leads_elsewhere_is_refused(tmp_path: Path, name: str) -> None:
    with pytest.raises(BadName):
        KeyRing(tmp_path).seed(name)


def test_folders_that_exist_keep_their_mode(tmp_path: Path) -> None:
    home = tmp_path / "home"
    home.mkdir()
    home.chmod(0o755)
    KeyRing(home).password("postgres")
    assert stat.S_IMODE(home.stat().st_mode) == 0o755
