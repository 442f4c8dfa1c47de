"""The exported registry is complete, well formed and the same as what is checked in."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from jsonschema import Draft202012Validator

from piyasa.contracts.catalogue import CATALOGUE
from piyasa.contracts.event import SERVICES
from piyasa.contracts.exports import documents
from piyasa.contracts.exports.__main__ import main
from piyasa.contracts.permissions import all_permissions
from piyasa.contracts.topology import DURABLES

CHECKED_IN = Path(__file__).parents[3] / "shared" / "contracts" / "exports"
DOCUMENTS = documents()
ASYNCAPI: dict[str, Any] = json.loads(DOCUMENTS["asyncapi.json"])
# The parts of an AsyncAPI 3.0 document that this system uses, read off the specification by hand.
REFERENCE = {"type": "object", "required": ["$ref"], "properties": {"$ref": {"type": "string"}}, "maxProperties": 1}
ASYNCAPI_SHAPE = {
    "type": "object",
    "required": ["asyncapi", "info", "servers", "channels", "operations", "components"],
    "additionalProperties": False,
    "properties": {
        "asyncapi": {"const": "3.0.0"},
        "info": {"required": ["title", "version"]},
        "defaultContentType": {"const": "application/json"},
        "servers": {"additionalProperties": {"required": ["host", "protocol"]}},
        "channels": {
            "additionalProperties": {
                "additionalProperties": False,
                "required": ["address", "messages"],
                "properties": {
                    "address": {"type": "string"},
                    "summary": {"type": "string"},
                    "servers": {"type": "array", "items": REFERENCE},
                    "messages": {"additionalProperties": REFERENCE, "minProperties": 1},
                    "parameters": {
                        "additionalProperties": {
                            "additionalProperties": False,
                            "properties": {"enum": {"type": "array"}, "description": {"type": "string"}},
                        }
                    },
                },
            }
        },
        "operations": {
            "additionalProperties": {
                "required": ["action", "channel", "x-service"],
                "properties": {"action": {"enum": ["send", "receive"]}, "channel": REFERENCE},
            }
        },
        "components": {
            "properties": {
                "messages": {"patternProperties": {r"^[a-zA-Z0-9._-]+$": {"required": ["name"]}}},
                "messageTraits": {"additionalProperties": {"required": ["headers"]}},
            },
            "additionalProperties": False,
        },
    },
}


def references(node: Any) -> list[str]:
    if isinstance(node, dict):
        own = [node["$ref"]] if "$ref" in node else []
        return own + [found for value in node.values() for found in references(value)]
    return [found for value in node for found in references(value)] if isinstance(node, list) else []


def resolve(pointer: str) -> Any:
    found: Any = ASYNCAPI
    for part in pointer.removeprefix("#/").split("/"):
        found = found[part]
    return found


def test_what_is_checked_in_is_what_the_contracts_say(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["--check", str(CHECKED_IN)]) == 0, capsys.readouterr().err


def test_nothing_is_checked_in_that_no_fact_accounts_for() -> None:
    allowed = {f"schemas/{kind.fact}.v{n}.json" for kind in CATALOGUE for n in range(1, kind.version + 1)}
    there = {path.relative_to(CHECKED_IN).as_posix() for path in CHECKED_IN.rglob("*.json")}

    assert there == allowed | {"asyncapi.json", "permissions.json"}


def test_the_same_release_exports_the_same_text() -> None:
    assert documents() == DOCUMENTS


def test_drift_is_named_and_the_way_out_told(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main([str(tmp_path)]) == 0
    (tmp_path / "permissions.json").write_text("{}\n", encoding="utf-8")
    (tmp_path / "schemas" / "message-sent.v1.json").unlink()
    capsys.readouterr()

    assert main(["--check", str(tmp_path)]) == 1

    lines = capsys.readouterr().err.splitlines()
    assert [line.split()[0] for line in lines[:-1]] == [
        str(tmp_path / "permissions.json"),
        str(tmp_path / "schemas" / "message-sent.v1.json"),
    ]
    assert "make contracts" in lines[-1]
    assert not (tmp_path / "schemas" / "message-sent.v1.json").exists()


def test_writing_again_heals_drift_and_then_changes_nothing(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    main([str(tmp_path)])
    (tmp_path / "asyncapi.json").write_bytes(b"\xff")
    capsys.readouterr()

    main([str(tmp_path)])
    assert capsys.readouterr().out.count("wrote") == 1
    main([str(tmp_path)])
    assert capsys.readouterr().out == ""


def test_schemas_of_older_versions_may_stay(tmp_path: Path) -> None:
    main([str(tmp_path)])
    old = tmp_path / "schemas" / "message-sent.v0.json"
    old.write_text("{}\n", encoding="utf-8")

    assert main(["--check", str(tmp_path)]) == 0
    assert old.exists()


@pytest.mark.parametrize("name", list(DOCUMENTS))
def test_a_document_is_sorted_and_ends_in_a_line(name: str) -> None:
    text = DOCUMENTS[name]

    assert text == json.dumps(json.loads(text), ensure_ascii=False, indent=2, sort_keys=True) + "\n"


@pytest.mark.parametrize("kind", list(CATALOGUE), ids=lambda kind: kind.fact)
def test_every_fact_has_a_valid_schema(kind: Any) -> None:
    schema = json.loads(DOCUMENTS[f"schemas/{kind.fact}.v{kind.version}.json"])

    Draft202012Validator.check_schema(schema)
    assert schema["$id"] == f"urn:piyasa:{kind.fact}:v{kind.version}"
    assert schema["description"]
    assert schema["additionalProperties"] is False


def test_the_asyncapi_document_has_the_shape_of_its_specification() -> None:
    Draft202012Validator(ASYNCAPI_SHAPE).validate(ASYNCAPI)
    Draft202012Validator.check_schema(ASYNCAPI["components"]["messageTraits"]["cloudevent"]["headers"])


def test_every_reference_leads_somewhere() -> None:
    for reference in references(ASYNCAPI):
        if reference.startswith("#/"):
            resolve(reference)
        else:
            assert reference.removeprefix("./") in DOCUMENTS


def test_parameters_are_those_of_the_address() -> None:
    for channel in ASYNCAPI["channels"].values():
        named = {part.strip("{}") for part in channel["address"].split(".") if part.startswith("{")}
        assert named == set(channel.get("parameters", {}))


def test_every_fact_is_sent_by_its_publishers_and_by_nobody_else() -> None:
    sends = {
        (operation["x-service"], operation["channel"]["$ref"].rpartition("/")[2])
        for operation in ASYNCAPI["operations"].values()
        if operation["action"] == "send"
    }
    timers = {("telegram-gateway", "schedule"), ("telegram-gateway", "due")}

    assert sends - timers == {(service, kind.fact) for kind in CATALOGUE for service in kind.publishers}


def test_every_durable_is_an_operation_on_the_subject_it_filters() -> None:
    for each in DURABLES:
        operation = ASYNCAPI["operations"][each.name]
        address = resolve(operation["channel"]["$ref"])["address"]

        assert (operation["action"], operation["x-service"]) == ("receive", each.service)
        assert len(address.split(".")) == len(each.filter.split("."))
        assert all(
            here.startswith("{") or there == here
            for here, there in zip(address.split("."), each.filter.split("."), strict=True)
        )


def test_every_service_follows_the_log_for_its_views() -> None:
    followers = {o["x-service"] for o in ASYNCAPI["operations"].values() if o["channel"]["$ref"] == "#/channels/log"}

    assert followers == set(SERVICES)
    assert len(ASYNCAPI["channels"]["log"]["messages"]) == len(list(CATALOGUE))


def test_the_exported_permissions_are_those_in_force() -> None:
    exported = json.loads(DOCUMENTS["permissions.json"])

    assert {user: (set(each["publish"]), set(each["subscribe"])) for user, each in exported.items()} == {
        user: (set(rights.publish), set(rights.subscribe)) for user, rights in all_permissions().items()
    }
