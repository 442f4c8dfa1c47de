"""Where commands look for the system, and what they say when there is none."""

import json
from pathlib import Path

import pytest

from piyasa.tools.connections import find
from piyasa.tools.errors import NoSystem, NotRunning
from support.commands import piyasa

ADDRESSES = {
    "nats": "nats://127.0.0.1:8400",
    "postgres": "postgresql://postgres:secret@127.0.0.1:8402/piyasa",
    "services": {"scheduler-2": {"pid": 7, "health": "http://127.0.0.1:8416/health"}},
    "operator_seed_file": "/nowhere/operator.nk",
    "pace": 60.0,
}


@pytest.fixture(autouse=True)
def _elsewhere(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Nobody's default home."""
    monkeypatch.chdir(tmp_path)


def home_with(folder: Path, text: str) -> Path:
    folder.mkdir()
    (folder / "addresses.json").write_text(text)
    return folder


def test_a_home_tells_everything(tmp_path: Path) -> None:
    system = find(home_with(tmp_path / "home", json.dumps(ADDRESSES)), {})
    assert system.nats_url == "nats://127.0.0.1:8400"
    assert system.database_url == ADDRESSES["postgres"]
    assert system.services == {"scheduler-2": "http://127.0.0.1:8416"}
    assert system.seed_file == Path("/nowhere/operator.nk")
    assert system.pace == 60.0


def test_a_named_home_wins_over_the_environment(tmp_path: Path) -> None:
    home = home_with(tmp_path / "home", json.dumps(ADDRESSES))
    assert find(home, {"PIYASA_NATS_URL": "nats://elsewhere"}).nats_url == "nats://127.0.0.1:8400"


def test_the_environment_wins_over_the_default_home(tmp_path: Path) -> None:
    home_with(tmp_path / ".piyasa", json.dumps(ADDRESSES))
    known = {
        "NATS_URL": "nats://elsewhere",
        "DATABASE_URL": "postgresql://there/piyasa",
        "PIYASA_SERVICES": "generator=http://g:80, humanizer=http://h:80/health",
        "PIYASA_PACE": "5",
    }
    system = find(None, known)
    assert (system.nats_url, system.database_url, system.seed_file) == (
        "nats://elsewhere",
        "postgresql://there/piyasa",
        None,
    )
    assert system.services == {"generator": "http://g:80", "humanizer": "http://h:80"}
    assert system.pace == 5.0


def test_the_default_home_serves_when_nothing_is_named(tmp_path: Path) -> None:
    home_with(tmp_path / ".piyasa", json.dumps(ADDRESSES))
    assert find(None, {}).nats_url == "nats://127.0.0.1:8400"


def test_without_any_system_it_says_how_to_get_one() -> None:
    with pytest.raises(NoSystem, match="piyasa up"):
        find(None, {})


@pytest.mark.parametrize("text", ["", "{", "[]", "{}", '{"nats": 1, "operator_seed_file": null}'])
def test_a_home_that_cannot_be_read_is_not_running(tmp_path: Path, text: str) -> None:
    with pytest.raises(NotRunning, match="piyasa up --home"):
        find(home_with(tmp_path / "home", text), {})


@pytest.mark.parametrize(
    "command",
    [
        ["consumers"],
        ["events"],
        ["provision"],
        ["parked", "list"],
        ["parked", "redrive", "--all"],
        ["message", "0" * 36],
        ["rebuild"],
        ["verify"],
    ],
)
def test_every_command_says_when_nothing_runs_in_a_home(command: list[str], tmp_path: Path) -> None:
    ran = piyasa(*command, "--home", tmp_path / "none")
    assert ran.code == 2
    assert "NOT_RUNNING" in ran.stderr
    assert not ran.stdout


def test_a_broker_that_is_gone_is_said_to_be(tmp_path: Path) -> None:
    seedless = {"PIYASA_NATS_URL": "nats://127.0.0.1:1"}
    ran = piyasa("consumers", environment=seedless)
    assert ran.code == 2
    assert "BROKER_SILENT" in ran.stderr
    assert "the environment" in ran.stderr


def test_a_seed_that_cannot_be_read_is_said_to_be(tmp_path: Path) -> None:
    named = {"PIYASA_NATS_URL": "nats://127.0.0.1:1", "PIYASA_NATS_SEED_FILE": str(tmp_path / "absent")}
    ran = piyasa("consumers", environment=named)
    assert ran.code == 2
    assert "PIYASA_NATS_SEED_FILE" in ran.stderr


@pytest.mark.parametrize("command", [["verify"], ["rebuild"], ["provision"]])
def test_what_needs_a_database_asks_for_its_address(command: list[str]) -> None:
    ran = piyasa(*command, environment={"PIYASA_NATS_URL": "nats://127.0.0.1:1"})
    assert ran.code == 2
    assert "PIYASA_DATABASE_URL" in ran.stderr
