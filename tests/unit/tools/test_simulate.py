"""`piyasa simulate` as operators use it."""

from __future__ import annotations

import json

import pytest

from piyasa.cast import members, to_yaml
from piyasa.projections.fold import FoldFailure
from piyasa.simulation.rehearsal import Rehearsal
from piyasa.tools.rehearsing import NotASetting, cast_in, filled, settings_in
from support.commands import piyasa

SMALL = ("--personas", 4, "--chats", 1, "--people", 12, "--hours", 10)


@pytest.fixture(scope="module")
def day(tmp_path_factory):
    folder = tmp_path_factory.mktemp("day")
    ran = piyasa("simulate", *SMALL, "--out", folder, "--json")
    assert ran.code == 0, ran.stderr
    return folder, ran


def test_a_day_is_measured_and_written(day):
    folder, ran = day
    assert ran.lines[0]["overall"]["messages"] > 10
    assert json.loads((folder / "report.json").read_text()) == ran.lines[0]
    assert len((folder / "events.jsonl").read_bytes().splitlines()) > 100
    assert {path.suffix for path in folder.iterdir()} == {".jsonl", ".json", ".svg"}


def test_the_report_of_the_written_log_is_the_report_of_the_rehearsal(day):
    folder, ran = day
    again = piyasa("report", "--from", folder / "events.jsonl", "--json", "--hours", 48)
    assert again.lines[0]["overall"] == ran.lines[0]["overall"]


def test_an_export_that_an_editor_marked_is_lived_through_all_the_same(day, tmp_path):
    folder, _ = day
    marked = tmp_path / "marked.jsonl"
    marked.write_bytes(b"\xef\xbb\xbf" + (folder / "events.jsonl").read_bytes())
    ran = piyasa("simulate", "--against", marked, "--json")
    assert ran.code == 0, ran.stderr


def test_help_tells_what_is_taken_when_nothing_is_given():
    shown = " ".join(piyasa("simulate", "--help").stdout.split())
    for default in ("default: 200, or those of --cast", "default: 10", "default: 300", "default: 24"):
        assert default in shown


def test_people_see_tables():
    ran = piyasa("simulate", *SMALL)
    assert ran.code == 0
    assert "direct questions answered" in ran.stdout


def test_a_day_that_was_is_set_beside_the_changed_one(day):
    folder, _ = day
    log = folder / "events.jsonl"
    ran = piyasa("simulate", "--against", log, "--set", "base_delay_seconds=600", "--json")
    assert ran.code == 0, ran.stderr
    was, changed = (ran.lines[0][name]["overall"] for name in ("as_it_was", "changed"))
    assert changed["messages"] < was["messages"]
    assert changed["people"] == was["people"]
    table = piyasa("simulate", "--against", log, "--set", "base_delay_seconds=600")
    assert "as it was" in table.stdout


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (["base_delay_seconds"], "write key=value"),
        (["base_delay_seconds=soon"], "no JSON"),
        (["base_delay_seconds=0"], "expected"),
        (["base_dely_seconds=30"], "did you mean 'base_delay_seconds'"),
        (["qqqq=30"], "no setting is called 'qqqq'; docs/settings.md lists all"),
    ],
)
def test_a_wrong_setting_says_what_to_write(words, said):
    with pytest.raises(NotASetting, match=said):
        settings_in(words)


def test_settings_are_read_as_json():
    found = settings_in(['bot_hourly_msg_limit={"min": 3, "max": 5}', "typing_enabled=false"])
    assert found == {"bot_hourly_msg_limit": {"min": 3, "max": 5}, "typing_enabled": False}


def test_a_cast_of_files_speaks_and_others_fill_up(tmp_path):
    one, two = members(2)
    for member in (one, two):
        (tmp_path / f"{member.bot_id}.yaml").write_text(to_yaml(member), encoding="utf-8")
    assert cast_in(tmp_path) == sorted((one, two), key=lambda member: f"{member.bot_id}.yaml")
    more = filled(cast_in(tmp_path), 5)
    assert len({member.bot_id for member in more}) == 5
    ran = piyasa("simulate", "--cast", tmp_path, "--chats", 1, "--people", 5, "--hours", 1, "--json")
    assert ran.code == 0, ran.stderr


@pytest.mark.parametrize(
    ("arguments", "code", "said"),
    [
        (("--personas", 50, "--chats", 2), "TOO_MANY_FOR_SEATS", "take 3 chats"),
        (("--cast", "/nowhere"), "NO_CAST", "piyasa cast generate"),
        (("--hours", "inf"), "--hours", "less than or equal"),
        (("--hours", "1e9"), "--hours", "less than or equal"),
        (("--set", "x"), "NOT_A_SETTING", "key=value"),
        (("--against", "/nowhere.jsonl"), "FileNotFoundError", "/nowhere.jsonl: No such file"),
        (("--against", "/nowhere.jsonl", "--hours", 24), "NOT_OF_THAT_DAY", "--hours cannot be given with --against"),
        (("--against", "/nowhere.jsonl", "--people", 0, "--chats", 10), "NOT_OF_THAT_DAY", "--chats, --people cannot"),
        (("--against", "/nowhere.jsonl", "--personas", 200), "NOT_OF_THAT_DAY", "leave them out"),
    ],
)
def test_what_cannot_be_done_is_said_in_a_sentence(arguments, code, said):
    ran = piyasa("simulate", *arguments)
    assert ran.code == 2
    assert code in ran.stderr
    assert said in ran.stderr


def test_a_fold_that_failed_is_told_and_no_success(monkeypatch):
    failed = FoldFailure("emotions", "mehmet-trader", 7, "ZeroDivisionError()")
    monkeypatch.setattr(Rehearsal, "failures", property(lambda _: [failed]))
    ran = piyasa("simulate", "--personas", 1, "--chats", 1, "--people", 0, "--hours", 0.1, "--json")
    assert ran.code == 1
    assert "fold emotions of mehmet-trader failed at 7" in ran.stderr
