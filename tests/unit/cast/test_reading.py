"""Persona files, of today and of before."""

import json
from datetime import UTC, datetime

import pytest

from piyasa.cast import CastInvalid, CastUnreadable, handwritten, read_data, read_file, read_text, to_data, to_yaml

PLAIN = {
    "bot_id": "deneme",
    "name": "Deneme",
    "handle": "deneme_bir",
    "birth_date": "1990-05-01",
    "persona": {},
    "writing_style": {},
}


def with_(**changed):
    return PLAIN | changed


def problem(**changed) -> str:
    with pytest.raises(CastInvalid) as refused:
        read_data(with_(**changed), source="deneme.yaml")
    return str(refused.value)


def test_the_least_is_enough() -> None:
    member = read_data(PLAIN, source="x")

    assert (member.persona.style.formality, member.timezone) == ("casual", "Europe/Istanbul")


@pytest.mark.parametrize(
    ("changed", "sentence"),
    [
        (
            {"persona": {"style": {"formality": "posh"}}},
            "deneme.yaml: persona.style.formality is 'posh'; allowed: casual, neutral, formal",
        ),
        ({"handle": "a b"}, "allowed: 5 to 32 of A-Z, a-z, 0-9 and _, such as mehmet_trader"),
        ({"bot_id": "Büyük"}, "allowed: 2 to 40 of a-z, 0-9 and hyphen, such as mehmet-trader"),
        ({"emotion": {"volatility": 4}}, "emotion.volatility is 4; allowed: up to 1.5"),
        ({"emotion": {"empathy": -1}}, "emotion.empathy is -1; allowed: from 0"),
        ({"active_hours": ["9-12"]}, "active_hours.0 is '9-12'; allowed: HH:MM-HH:MM, such as 08:30-12:30"),
        ({"persona": {"watchlst": []}}, "persona.watchlst is no key (did you mean watchlist?); allowed: bio, chron"),
        ({"stances": [{"topic": "BIST"}]}, "stances.0.text is missing"),
        ({"stances": [{"topic": "BIST", "text": "a", "mood": 1}]}, "allowed: confidence, cooldown_until, direction"),
        (
            {"stances": [{"topic": "BIST", "text": "a"}, {"topic": "BIST", "text": "b"}]},
            "the persona stances names 'BIST' 2 times; once is allowed",
        ),
        ({"name": "x" * 200}, "name is too long; allowed: up to 100"),
        ({"memories": [{"type": "dream", "content": "a"}]}, "memories.0.type is 'dream'; allowed: personal_fact, "),
    ],
)
def test_what_is_wrong_is_told_with_its_key_and_what_is_allowed(changed, sentence) -> None:
    assert sentence in problem(**changed)


def test_several_problems_are_counted_and_all_are_there() -> None:
    with pytest.raises(CastInvalid, match="and 2 more") as refused:
        read_data(with_(handle="a", birth_date="bugün", tone="x"), source="x")

    assert [each.key for each in refused.value.problems] == ["handle", "birth_date", "tone"]


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("a: [1", "column 1: did not find"),
        ("a: 1\na: 2\n", "line 2, column 1: the key 'a' stands twice"),
        ("- 1", "holds a list; one persona is one object"),
        ("", "holds nothing"),
        ("a: !!python/object:x {}", "could not determine a constructor"),
        ("[" * 50_000, "column 21: is nested too deeply"),
        ("- " * 50_000, "is nested too deeply"),
        ('{"a":' * 50_000, "is neither YAML nor JSON"),
        ("? [a, b]\n: 1\n", "unhashable key"),
        ("\x00", "is neither YAML nor JSON"),
    ],
)
def test_what_cannot_be_read_says_where(text, reason) -> None:
    with pytest.raises(CastUnreadable, match=r"^deneme") as refused:
        read_text(text, source="deneme.yaml")

    assert reason in str(refused.value)


def test_a_file_that_is_not_there_is_named(tmp_path) -> None:
    with pytest.raises(CastUnreadable, match="no-such"):
        read_file(tmp_path / "no-such.yaml")


def test_yaml_dates_and_quoted_dates_are_the_same() -> None:
    quoted = read_text(json.dumps(PLAIN), source="x")

    assert read_text(to_yaml(quoted).replace("'1990-05-01'", "1990-05-01"), source="x") == quoted


# What databases of before held; each of these once stopped a persona.


@pytest.mark.parametrize("style", ["formal", '"formal"', '{"formality": "formal"}', {"value": "formal"}])
def test_a_style_of_plain_text_is_its_formality(style) -> None:
    assert read_data(with_(persona={"style": style}), source="x").persona.style.formality == "formal"


@pytest.mark.parametrize(
    "wrap", [lambda data: data, json.dumps, lambda data: {"value": data}, lambda data: json.dumps({"value": data})]
)
@pytest.mark.parametrize("at", range(4))
def test_objects_and_lists_come_as_they_are_as_text_or_wrapped(wrap, at) -> None:
    whole = handwritten()[at]
    data = to_data(whole)
    for key in ("persona", "emotion", "writing_style", "active_hours", "stances", "holdings", "memories", "background"):
        if key in data:
            data[key] = wrap(data[key])

    assert read_data(wrap(data), source="x") == whole


@pytest.mark.parametrize("wrap", [json.dumps, lambda data: {"value": data}])
def test_inner_objects_and_lists_too(wrap) -> None:
    whole = handwritten()[0]
    data = to_data(whole)
    for part, keys in (
        ("persona", ("expertise", "interests", "watchlist", "never_do", "style")),
        ("emotion", ("baseline", "signature_phrases")),
    ):
        for key in keys:
            data[part][key] = wrap(data[part][key])
    data["stances"] = [wrap(each) for each in data["stances"]]

    assert read_data(data, source="x") == whole


def test_handles_lose_their_at_and_numbers_may_be_text() -> None:
    member = read_data(
        with_(
            handle="@deneme_bir",
            persona={"expertise": {"BIST": "0.9"}},
            stances=[{"topic": "BIST", "text": "a", "direction": "-0.25"}],
            emotion={"baseline": {"mood": "55"}},
        ),
        source="x",
    )

    assert member.handle == "deneme_bir"
    assert (member.persona.expertise["BIST"], member.stances[0].direction) == (0.9, -0.25)
    assert member.emotion.baseline["mood"] == 55


@pytest.mark.parametrize(
    "time",
    ["2026-05-01 12:00:00", "2026-05-01T12:00:00", "2026-05-01T15:00:00+03:00", datetime(2026, 5, 1, 12)],  # noqa: DTZ001
)
def test_times_without_a_zone_are_in_utc(time) -> None:
    stance = {"topic": "BIST", "text": "a", "cooldown_until": time}

    found = read_data(with_(stances=[stance]), source="x").stances[0].cooldown_until
    assert found == datetime(2026, 5, 1, 12, tzinfo=UTC)


def test_former_keys_are_understood_and_a_single_value_is_a_list_of_one() -> None:
    data = {key: value for key, value in PLAIN.items() if key != "persona"}
    member = read_data(
        data
        | {
            "persona_profile": {"watchlist": "THYAO", "never_do": None},
            "emotion_profile": {"signature_phrases": ""},
            "stances": {"topic": "BIST", "stance_text": "yukarı"},
            "memories": [{"memory_type": "routine", "content": "Kahve içerim.", "context_tags": '["kahve"]'}],
        },
        source="x",
    )

    assert member.persona.watchlist == ("THYAO",)
    assert (member.persona.never_do, member.emotion.signature_phrases) == ((), ())
    assert member.stances[0].text == "yukarı"
    assert (member.memories[0].type, member.memories[0].tags) == ("routine", ("kahve",))
