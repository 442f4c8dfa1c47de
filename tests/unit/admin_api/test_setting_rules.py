"""Rules of settings that hold names: what they take, and how they say what is wrong."""

import pytest
from pydantic import JsonValue

from piyasa.admin_api.domain.setting_rules import Names, NamesBy, Wrong
from piyasa.projections.directory.settings import Settings
from piyasa.projections.directory.state import Installation

BY = NamesBy(("bot", "chat"))


@pytest.mark.parametrize("value", [[], ["openai"], ["groq", "openai", "my-own-2"], ["a" * 40]])
def test_names_are_taken_in_their_order(value: JsonValue) -> None:
    assert Names().checked(value) == value


@pytest.mark.parametrize(
    ("value", "problem"),
    [
        ("openai", "is the text 'openai'"),
        (None, "is null"),
        ({"openai": 1}, "is an object"),
        ([7], "holds the number 7, which is no name"),
        ([True], "holds the boolean true, which is no name"),
        (["Open AI"], "holds the text 'Open AI', which is no name"),
        (["-openai"], "holds the text '-openai', which is no name"),
        (["açık"], "holds the text 'açık', which is no name"),
        (["openai\n"], "holds the text 'openai\\\\n', which is no name"),
        ([""], "holds the text '', which is no name"),
        (["a" * 41], f"holds the text '{'a' * 40}', which is no name"),
        (["groq", "openai", "groq"], "holds 'groq' twice"),
        ([["groq"]], "holds a list, which is no name"),
    ],
)
def test_what_is_no_list_of_different_names_is_refused_with_what_is_wrong(value: JsonValue, problem: str) -> None:
    with pytest.raises(Wrong, match=f"^{problem}$"):
        Names().checked(value)


@pytest.mark.parametrize("value", [{}, {"bot:mehmet-trader": ["groq"]}, {"bot:a": ["x", "y"], "chat:bist-sohbet": []}])
def test_names_are_taken_for_each_thing_of_a_known_kind(value: JsonValue) -> None:
    assert BY.checked(value) == value


@pytest.mark.parametrize(
    ("value", "problem"),
    [
        ([], "is a list"),
        ("bot:mehmet", "is the text 'bot:mehmet'"),
        ({"persona:mehmet": []}, "holds the key 'persona:mehmet', which names nothing"),
        ({"mehmet": []}, "holds the key 'mehmet', which names nothing"),
        ({"bot:": []}, "holds the key 'bot:', which names nothing"),
        ({"bot:Mehmet": []}, "holds the key 'bot:Mehmet', which names nothing"),
        ({"bot:a:b": []}, "holds the key 'bot:a:b', which names nothing"),
        ({"bot:" + "a" * 80: []}, f"holds the key 'bot:{'a' * 56}', which names nothing"),
        ({"bot:mehmet": "groq"}, "under 'bot:mehmet' is the text 'groq'"),
        ({"chat:c": ["groq", "groq"]}, "under 'chat:c' holds 'groq' twice"),
    ],
)
def test_what_is_wrong_is_said_with_the_key_under_which_it_stands(value: JsonValue, problem: str) -> None:
    with pytest.raises(Wrong, match=f"^{problem}$"):
        BY.checked(value)


def test_both_say_what_they_expect() -> None:
    assert Names().expected == "a list of different names in small letters, digits and hyphens"
    assert BY.expected == f'an object with keys "bot:<id>" or "chat:<id>", each with {Names().expected}'


def test_a_personas_own_order_holds_before_its_chats_and_that_before_all() -> None:
    overrides = BY.checked({"bot:mehmet": ["groq"], "chat:sohbet": ["local"], "chat:empty": []})
    order = Names().checked(["openai"])
    taken = Settings.of(Installation(settings={"llm_provider_order": order, "llm_provider_overrides": overrides}))
    assert taken.providers_for("mehmet", "sohbet") == ("groq",)
    assert taken.providers_for("ece", "sohbet") == ("local",)
    assert taken.providers_for("ece", "empty") == ("openai",)
    assert taken.providers_for("ece", "another") == ("openai",)
