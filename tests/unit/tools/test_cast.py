"""`piyasa cast`: personas as files."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from threading import Thread
from typing import Any

import pytest

from piyasa.cast import members, read_file, read_text, to_yaml
from support.commands import piyasa


@dataclass
class Admin:
    """An admin API that knows some files, and remembers what it was sent."""

    files: dict[str, str] = field(default_factory=dict)
    asked: list[tuple[str, str, str]] = field(default_factory=list)
    refuse: str = ""
    url: str = ""

    def answer(self, method: str, path: str, body: str) -> tuple[int, str]:
        if method != "GET":
            self.asked.append((method, path, body))
        if self.refuse and method == "PUT":
            return 422, json.dumps({"code": self.refuse, "message": "because", "details": {}})
        bot_id = path.split("/")[2] if path.count("/") > 1 else ""
        if method == "GET" and bot_id not in self.files:
            return 404, json.dumps({"code": "BOT_NOT_FOUND", "message": "none"})
        return 200, self.files[bot_id] if method == "GET" and "/cast" in path else "{}"


@pytest.fixture
def admin() -> Iterator[Admin]:
    """An admin API on loopback."""
    double = Admin()

    class Handler(BaseHTTPRequestHandler):
        def _handle(self) -> None:
            body = self.rfile.read(int(self.headers.get("Content-Length") or 0)).decode()
            known = self.headers.get("X-API-Key") == "key-of-the-tests"
            status, text = double.answer(self.command, self.path, body) if known else (401, "{}")
            self.send_response(status)
            self.end_headers()
            self.wfile.write(text.encode())

        do_GET = do_PUT = do_POST = _handle  # noqa: N815 - the names the server looks for

        def log_message(self, *_: Any) -> None:
            pass

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    double.url = f"http://127.0.0.1:{server.server_address[1]}"
    serving = Thread(target=server.serve_forever, kwargs={"poll_interval": 0.05})
    serving.start()
    yield double
    server.shutdown()
    serving.join()
    server.server_close()


@pytest.fixture
def known(admin: Admin) -> dict[str, str]:
    """An environment that names it."""
    return {"PIYASA_ADMIN_URL": admin.url, "PIYASA_ADMIN_API_KEY": "key-of-the-tests"}


def test_the_shipped_cast_is_listed() -> None:
    ran = piyasa("cast", "list", 28, "--json")

    assert [each["bot_id"] for each in ran.lines] == [each.bot_id for each in members(28)]
    assert "mehmet-trader" in piyasa("cast", "list").stdout


def test_generated_files_are_the_cast_and_pass_their_check(tmp_path: Path) -> None:
    folder = tmp_path / "cast"
    made = piyasa("cast", "generate", 29, "--out", folder, "--seed", "s")
    checked = piyasa("cast", "check", folder)

    assert made.code == checked.code == 0, checked.stdout
    assert [read_file(path) for path in sorted(folder.iterdir())] == members(29, seed="s")
    assert "29 personas read, 0 faults" in checked.stdout


def test_a_folder_with_files_is_not_written_over_unasked(tmp_path: Path) -> None:
    (tmp_path / "a.yaml").write_text("mine")

    assert "FOLDER_TAKEN" in piyasa("cast", "generate", 1, "--out", tmp_path).stderr
    assert piyasa("cast", "generate", 1, "--out", tmp_path, "--force").code == 0


def test_load_test_personas_are_called_by_their_number(tmp_path: Path) -> None:
    piyasa("cast", "generate", 3, "--numbered", "--out", tmp_path / "cast")

    assert [read_file(path).name for path in sorted((tmp_path / "cast").iterdir())] == ["Deneme1", "Deneme2", "Deneme3"]


def test_faults_are_told_and_make_the_check_fail(tmp_path: Path) -> None:
    first, second = members(2)
    promising = first.persona.model_copy(update={"bio": "Bana gelen herkese kesin kazanç garanti ederim."})
    broken = to_yaml(first).replace("formality: neutral", "formality: posh")
    (tmp_path / "1.yaml").write_text(to_yaml(first.model_copy(update={"persona": promising})))
    (tmp_path / "2.yaml").write_text(to_yaml(second.model_copy(update={"handle": first.handle})))
    (tmp_path / "3.yaml").write_text(broken)

    ran = piyasa("cast", "check", tmp_path)

    assert ran.code == 1
    assert "return promise" in ran.stdout
    assert "handle mehmet_trader is shared by mehmet-trader, ayse-scalp" in ran.stdout
    assert "CAST_INVALID" in ran.stdout
    assert "allowed: casual, neutral, formal" in ran.stdout


def test_a_persona_is_exported_from_the_running_system_or_from_the_shipped_cast(
    admin: Admin, known: dict[str, str]
) -> None:
    (member,) = members(1)
    admin.files["mehmet-trader"] = to_yaml(member)

    assert read_text(piyasa("cast", "export", "mehmet-trader", environment=known).stdout, source="x") == member
    shipped = piyasa("cast", "export", "mehmet-trader", "--shipped", "--format", "json")
    assert read_text(shipped.stdout, source="x") == member
    assert "PERSONA_UNKNOWN" in piyasa("cast", "export", "veli", environment=known).stderr
    assert "did you mean mehmet-trader?" in piyasa("cast", "export", "mehmet-trade", "--shipped").stderr


def test_a_known_persona_becomes_what_the_file_says(admin: Admin, known: dict[str, str], tmp_path: Path) -> None:
    (member,) = members(1)
    admin.files["mehmet-trader"] = ""
    file = tmp_path / "mehmet.yaml"
    file.write_text(to_yaml(member))

    ran = piyasa("cast", "import", file, environment=known)

    assert (ran.code, ran.stdout.strip()) == (0, "mehmet-trader is as the file says.")
    ((method, path, body),) = admin.asked
    assert (method, path) == ("PUT", "/bots/mehmet-trader/cast")
    assert read_text(body, source="x") == member


def test_a_new_persona_needs_a_token_and_is_registered_with_its_memories(
    admin: Admin, known: dict[str, str], tmp_path: Path
) -> None:
    (member,) = members(1)
    file, token = tmp_path / "mehmet.yaml", tmp_path / "token"
    file.write_text(to_yaml(member))
    token.write_text("123:abcdefgh\n")

    assert "TOKEN_NEEDED" in piyasa("cast", "import", file, environment=known).stderr
    assert admin.asked == []
    ran = piyasa("cast", "import", file, "--bot-token-file", token, environment=known)

    assert ran.stdout.strip() == "mehmet-trader is registered."
    assert [(method, path) for method, path, _ in admin.asked] == [
        ("POST", "/bots"),
        ("PUT", "/bots/mehmet-trader/cast"),
    ]
    body = json.loads(admin.asked[0][2])
    assert (body["token"], len(body["memories"])) == ("123:abcdefgh", 60)
    assert "123:" not in ran.stdout + ran.stderr


def test_what_the_api_refuses_is_told_in_its_words(admin: Admin, known: dict[str, str], tmp_path: Path) -> None:
    file = tmp_path / "mehmet.yaml"
    file.write_text(to_yaml(members(1)[0]))
    admin.files["mehmet-trader"], admin.refuse = "", "CAST_OF_ANOTHER"

    ran = piyasa("cast", "import", file, environment=known)
    assert (ran.code, "CAST_OF_ANOTHER because" in ran.stderr) == (2, True)


@pytest.mark.parametrize(
    ("environment", "code"),
    [
        ({"PIYASA_ADMIN_URL": "http://127.0.0.1:9"}, "ADMIN_UNKNOWN"),
        ({"PIYASA_ADMIN_URL": "http://127.0.0.1:9", "PIYASA_ADMIN_API_KEY_FILE": "/nowhere"}, "ADMIN_UNKNOWN"),
        ({"PIYASA_ADMIN_URL": "http://127.0.0.1:9", "PIYASA_ADMIN_API_KEY": "k"}, "ADMIN_SILENT"),
        ({}, "NOT_RUNNING"),
    ],
)
def test_who_cannot_be_asked_is_named(
    environment: dict[str, str], code: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    ran = piyasa("cast", "export", "veli", environment=environment)

    assert (ran.code, ran.stderr.split()[0]) == (2, code)


def test_checking_nothing_is_no_success(tmp_path: Path) -> None:
    (tmp_path / "notes.txt").write_text("x", encoding="utf-8")
    ran = piyasa("cast", "check", tmp_path)
    assert ran.code == 2
    assert "NO_CAST" in ran.stderr


def test_a_file_where_the_folder_should_be_is_told_as_one(tmp_path: Path) -> None:
    (tmp_path / "taken").write_text("x", encoding="utf-8")
    ran = piyasa("cast", "generate", 2, "--out", tmp_path / "taken")
    assert ran.code == 2
    assert "name another path" in ran.stderr
