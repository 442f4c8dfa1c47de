import pytest

from piyasa.devstack.llm.faults import Fault, Met
from piyasa.devstack.llm.unwanted import FOREIGN, REFUSALS, Moment, Said, altered


def said(pick: float = 0.0, ordinal: int = 0, prompt: str = "", line: str = "Altın yatay.", **order: object) -> Said:
    met = Met(Fault.model_validate(order), pick=pick)
    return altered(Moment(line, "stop", prompt, met, ordinal))


def test_without_a_fault_the_line_stays_with_its_end() -> None:
    assert altered(Moment("Altın", "length", "", Met(), 0)) == Said("Altın", "length")


def test_a_fault_of_the_wire_leaves_the_line() -> None:
    assert said(kind="slow_stream") == Said("Altın yatay.")


@pytest.mark.parametrize(("kind", "variants"), [("refusal_text", REFUSALS), ("wrong_language", FOREIGN)])
def test_every_variant_can_be_drawn(kind: str, variants: tuple[str, ...]) -> None:
    drawn = {said(pick=step / 100, kind=kind).text for step in range(100)}
    assert drawn == set(variants)


@pytest.mark.parametrize("kind", ["refusal_text", "wrong_language", "over_long", "say"])
def test_ordered_words_replace_the_variants(kind: str) -> None:
    assert {said(pick=pick, kind=kind, texts=["bir", "iki"]).text for pick in (0.1, 0.9)} == {"bir", "iki"}


def test_a_protocol_refusal_has_its_words_beside_the_text() -> None:
    assert said(kind="refusal", text="Olmaz.") == Said("", "stop", "Olmaz.")


def test_wrappings_go_round_ordered_words_too() -> None:
    assert said(kind="code_fence", text="iki").text == "```\niki\n```"
    assert said(kind="quoted", text="iki").text == "“iki”"


@pytest.mark.parametrize(
    ("prompt", "text", "name"),
    [
        ("system: Adın Ayşe Hanım. Kısa yaz.\n", None, "Ayşe Hanım"),
        ("system: Kısa yaz.\n", None, "Mehmet"),
        ("system: Adın Ayşe. Kısa yaz.\n", "Can: ", "Can"),
    ],
)
def test_the_name_is_ordered_or_read_from_the_prompt(prompt: str, text: str | None, name: str) -> None:
    assert said(prompt=prompt, kind="name_prefix", text=text).text == f"{name}: Altın yatay."
