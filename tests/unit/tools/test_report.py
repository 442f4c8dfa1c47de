import json

import orjson
import pytest
from typer.testing import CliRunner

from piyasa.analytics import Share, exported
from piyasa.contracts.values import format_time
from piyasa.tools.cli import app
from piyasa.tools.measuring import Reading
from piyasa.tools.report_page import number, share
from support.events import chat_registered, joined, log_of, received, registered, reply, sent


def line_of(event):
    return orjson.dumps(
        {
            "position": event.position,
            "id": event.id,
            "type": event.data.ce_type(),
            "source": "/piyasa/test",
            "time": format_time(event.time),
            "subject": event.subject,
            "correlationid": event.correlation_id,
            "causationid": None,
            "data": event.data.model_dump(mode="json", by_alias=True),
        }
    )


@pytest.fixture
def file(tmp_path):
    facts = [registered(), chat_registered(), joined()]
    for number_ in range(1, 21, 2):
        facts += [received(number_), sent(number_, number_ + 1, reply_to=reply(number_))]
    path = tmp_path / "events.jsonl"
    path.write_bytes(b"\n".join(line_of(each) for each in log_of(facts, step=60)) + b"\n")
    return path


def invoked(*arguments):
    return CliRunner().invoke(app, ["report", *map(str, arguments)])


def test_a_file_is_reported_as_json(file):
    result = invoked("--from", file, "--json")
    assert result.exit_code == 0, result.output
    told = json.loads(result.stdout)
    assert told["overall"]["messages"] == 20
    assert told["chats"]["bist-sohbet"]["quality"]["bot_human_ratio"] == 0.5
    assert told["personas"]["mehmet-trader"]["mechanical"]["factors"] == ["regular_intervals", "regular_responses"]


def test_only_the_newest_hours_and_only_the_chats_asked_for(file):
    told = json.loads(invoked("--from", file, "--json", "--hours", "0.1").stdout)
    assert told["overall"]["messages"] == 7
    assert json.loads(invoked("--from", file, "--json", "--chat", "other-chat").stdout)["chats"] == {}


def test_tables_tell_how_many_of_the_turns_respected_were_taken_or_left_alone(tmp_path):
    asked = {"meaning": {"is_question": True, "mentions": ("mehmet-trader",), "addressed_to": "mehmet-trader"}}
    facts = [registered(), chat_registered(), joined(), received(1, **asked), sent(1, 2), received(3, **asked)]
    path = tmp_path / "events.jsonl"
    path.write_bytes(b"\n".join(line_of(each) for each in log_of(facts, step=60)) + b"\n")
    shown = " ".join(invoked("--from", path).stdout.split())
    assert "(taken 0.500, left alone 0.500)" in shown
    assert "held turns taken · left alone" in shown


def test_figures_that_know_no_chat_are_called_those_of_all(file):
    some, every = invoked("--from", file, "--chat", "bist-sohbet"), invoked("--from", file)
    for figure in ("life events, all chats", "relationships, all chats", "distinct styles, all chats"):
        assert figure in some.stdout
        assert figure not in every.stdout


def test_tables_tell_targets_and_plots_are_written(file, tmp_path):
    result = invoked("--from", file, "--out", tmp_path / "plots")
    assert result.exit_code == 0, result.output
    assert "unanswered share" in result.stdout
    assert "not measured" in result.stdout
    drawn = sorted(path.name for path in (tmp_path / "plots").iterdir())
    assert drawn == ["activity.svg", "emotions.svg", "intervals.svg", "relationships.svg"]


def test_a_file_that_is_no_log_is_refused(tmp_path):
    path = tmp_path / "other.jsonl"
    path.write_text('{"a": 1}\n')
    for wrong in (path, tmp_path / "absent.jsonl"):
        result = invoked("--from", wrong)
        assert result.exit_code == 2
        assert result.stdout == ""


def test_a_file_that_begins_with_a_byte_order_mark_is_read(file):
    plain = invoked("--from", file, "--json").stdout
    marked = b"\xef\xbb\xbf"
    file.write_bytes(marked + file.read_bytes())
    assert invoked("--from", file, "--json").stdout == plain
    file.write_bytes(marked)
    assert invoked("--from", file, "--json").exit_code == 0
    file.write_bytes(b"\n" + marked)
    assert "line 2 is no fact" in invoked("--from", file).stderr


def test_the_line_that_breaks_off_is_named(file):
    whole = file.read_bytes()
    file.write_bytes(whole[:-40])
    assert f"line {whole.count(b'}' + bytes([10]))} is no fact" in invoked("--from", file).stderr


def test_hours_beyond_all_time_are_refused_in_a_sentence(file):
    for hours in ("inf", "1e9"):
        result = invoked("--from", file, "--hours", hours)
        assert (result.exit_code, result.stdout) == (2, "")


def test_a_time_lapsed_log_is_measured_in_seconds_of_behaviour(file):
    told = [json.loads(invoked("--from", file, "--json", "--pace", pace).stdout) for pace in (1, 10)]
    slow, fast = (each["chats"]["bist-sohbet"]["timing"]["median_seconds"] for each in told)
    assert fast == 10 * slow


def test_a_chat_that_nobody_spoke_in_is_named(file):
    assert "nothing was said in other-chat" in invoked("--from", file, "--json", "--chat", "other-chat").stderr


def test_plots_that_cannot_be_written_are_no_matter_of_servers(file, tmp_path):
    (tmp_path / "taken").write_text("")
    result = invoked("--from", file, "--out", tmp_path / "taken")
    assert result.exit_code == 2
    assert "name another path" in result.stderr


def test_a_question_in_the_last_line_was_answered_by_nobody_when_its_time_passed(tmp_path):
    ask = received(1, meaning={"is_question": True, "mentions": ("mehmet-trader",)})
    facts = [registered(), chat_registered(), joined(), ask, *[joined()] * 3]
    path = tmp_path / "events.jsonl"
    path.write_bytes(b"\n".join(line_of(each) for each in log_of(facts, step=60)) + b"\n")
    reading = Reading.over(None)
    for event in exported(path.read_bytes().splitlines()):
        reading.take(event)
    assert reading.report().overall.answers.in_time == Share(0, 1)


def test_an_empty_file_says_nothing(tmp_path):
    path = tmp_path / "empty.jsonl"
    path.write_text("")
    result = invoked("--from", path)
    assert result.exit_code == 0, result.output
    assert "nothing was said" in result.stdout or "1970" in result.stdout


def test_figures_are_short():
    assert [number(None), number(3.0), number(0.12345), number(12_000)] == ["–", "3", "0.123", "12,000"]
    assert share(Share(1, 4)) == "0.250 (1 of 4)"
    assert share(Share()) == "–"
