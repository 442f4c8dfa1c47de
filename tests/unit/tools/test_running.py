"""How commands end."""

import subprocess
import sys

import pytest
import typer

from piyasa.tools.errors import NothingChosen
from piyasa.tools.output import ReaderGone, print_json
from piyasa.tools.running import run
from support.commands import piyasa

MANY = """
from piyasa.tools.output import out, print_json
from piyasa.tools.running import run

async def work():
    for number in range(200_000):
        print_json({"number": number}) if JSON else out.print("line", number)

run(work())
"""


async def _raise(error: Exception) -> int:
    raise error


async def _answer(code: int) -> int:
    return code


@pytest.mark.parametrize(
    ("error", "code"), [(NothingChosen(), 2), (OSError("away"), 2), (TimeoutError(), 2), (ReaderGone(), 0)]
)
def test_errors_become_a_sentence_and_a_code(error: Exception, code: int, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("piyasa.tools.running._write_to_nobody", lambda: None)
    with pytest.raises(typer.Exit) as ended:
        run(_raise(error))
    assert ended.value.exit_code == code


def test_a_commands_own_code_is_its_exit_code() -> None:
    with pytest.raises(typer.Exit) as ended:
        run(_answer(1))
    assert ended.value.exit_code == 1


def test_a_fault_of_ours_is_not_hidden() -> None:
    with pytest.raises(ZeroDivisionError):
        run(_raise(ZeroDivisionError()))


@pytest.mark.parametrize("as_json", [True, False])
def test_a_reader_that_goes_away_ends_the_command_in_silence(as_json: bool) -> None:
    words = [sys.executable, "-c", MANY.replace("JSON", str(as_json)).replace("run(work())", END)]
    with subprocess.Popen(words, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True) as command:
        assert command.stdout is not None
        assert command.stderr is not None
        assert command.stdout.readline()
        command.stdout.close()
        said = command.stderr.read()
        assert command.wait(60) == 0
    assert not said


END = """
import typer
try:
    run(work())
except typer.Exit as end:
    raise SystemExit(end.exit_code)
"""


def test_json_is_one_value_a_line(capsys: pytest.CaptureFixture[str]) -> None:
    print_json({"text": "ğ\n"})
    assert capsys.readouterr().out == '{"text":"ğ\\n"}\n'


def test_a_change_is_not_made_without_saying_which() -> None:
    ran = piyasa("parked", "redrive", environment={"PIYASA_NATS_URL": "nats://127.0.0.1:1"})
    assert ran.code == 2
    assert "NOTHING_CHOSEN" in ran.stderr
