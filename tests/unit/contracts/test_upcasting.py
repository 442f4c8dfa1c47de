"""An old version of a fact is read as the current one, step by step."""

from __future__ import annotations

import json
from typing import Any, ClassVar

import pytest
from pydantic import TypeAdapter

from piyasa.contracts.catalogue import CATALOGUE, Catalogue
from piyasa.contracts.envelope import decode
from piyasa.contracts.errors import ContractError, MalformedBody, MissingUpcaster, UnknownVersion
from piyasa.contracts.event import ChatEvent, Service
from piyasa.contracts.values import Text, Time, Value

GATEWAY: tuple[Service, ...] = ("telegram-gateway",)


class Cause(Value):
    """Why the notice is gone, in the shape of the second version."""

    code: str
    words: Text


class DisclosureLost(ChatEvent):
    """The second version of a real fact: its cause became an object."""

    publishers: ClassVar = GATEWAY
    version: ClassVar[int] = 2
    cause: Cause
    noticed_at: Time | None = None


def cause_as_object(body: dict[str, Any]) -> dict[str, Any]:
    return {**body, "cause": {"code": "unpinned", "words": body["cause"]}}


NEXT_RELEASE = Catalogue({DisclosureLost.fact: DisclosureLost}, {("disclosure-lost", 1): cause_as_object})
RECORDED_V1 = {
    "subject": "evt.chat.bist-sohbet.disclosure-lost",
    "headers": {"ce-id": "0193484e-5a10-7c3e-9f00-3b6f6e6f2a11", "ce-type": "piyasa.disclosure-lost.v1"},
    "body": {"chat_id": "bist-sohbet", "cause": "sabitlenen açıklama kaldırılmış"},
}
AT = TypeAdapter(Time).validate_python("2026-11-20T15:30:12.480Z")


def read(body: Any, version: int, catalogue: Catalogue = NEXT_RELEASE) -> Any:
    return catalogue.decode("disclosure-lost", json.dumps(body), f"piyasa.disclosure-lost.v{version}")


def test_a_recorded_first_version_is_read_as_the_second() -> None:
    event = decode(
        position=3,
        time=AT,
        subject=str(RECORDED_V1["subject"]),
        headers=RECORDED_V1["headers"],  # type: ignore[arg-type]
        body=json.dumps(RECORDED_V1["body"]),
        catalogue=NEXT_RELEASE,
    )

    assert event.data == DisclosureLost(
        chat_id="bist-sohbet", cause=Cause(code="unpinned", words="sabitlenen açıklama kaldırılmış")
    )


def test_the_current_version_is_read_as_it_is() -> None:
    fact = DisclosureLost(chat_id="bist-sohbet", cause=Cause(code="kicked", words=""), noticed_at=AT)

    assert read(json.loads(fact.model_dump_json()), 2) == fact


def test_versions_are_passed_one_by_one() -> None:
    class ChatRenamed(ChatEvent):
        """A fact in its third version."""

        publishers: ClassVar = GATEWAY
        version: ClassVar[int] = 3
        steps: tuple[int, ...]

    def step(number: int) -> Any:
        return lambda body: {**body, "steps": [*body["steps"], number]}

    catalogue = Catalogue({"chat-renamed": ChatRenamed}, {("chat-renamed", 1): step(1), ("chat-renamed", 2): step(2)})
    body = json.dumps({"chat_id": "bist-sohbet", "steps": []})

    found = [catalogue.decode("chat-renamed", body, f"piyasa.chat-renamed.v{version}") for version in (1, 2, 3)]

    assert [fact.steps for fact in found if isinstance(fact, ChatRenamed)] == [(1, 2), (2,), ()]


def test_a_catalogue_that_cannot_read_an_older_version_is_refused() -> None:
    with pytest.raises(MissingUpcaster) as caught:
        Catalogue({DisclosureLost.fact: DisclosureLost})

    assert (caught.value.fact, caught.value.version) == ("disclosure-lost", 1)


def test_the_release_before_waits_for_the_second_version_instead_of_misreading_it() -> None:
    with pytest.raises(UnknownVersion):
        read({"chat_id": "bist-sohbet", "cause": {"code": "kicked", "words": ""}}, 2, CATALOGUE)


@pytest.mark.parametrize("body", [[], "x", None, {"chat_id": "bist-sohbet"}, {"chat_id": "bist-sohbet", "cause": 3}])
def test_an_old_body_that_is_broken_is_refused_as_such(body: Any) -> None:
    with pytest.raises(MalformedBody):
        read(body, 1)


@pytest.mark.parametrize("text", [b"\xff", "{", "[" * 100_000, ""])
def test_an_old_body_that_is_no_json_is_refused_as_such(text: bytes | str) -> None:
    with pytest.raises(ContractError):
        NEXT_RELEASE.decode("disclosure-lost", text, "piyasa.disclosure-lost.v1")
