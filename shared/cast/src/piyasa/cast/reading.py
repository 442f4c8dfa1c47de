"""Reads a persona from YAML or JSON; what is wrong is told with its key and what is allowed."""

from __future__ import annotations

import json
from collections.abc import Hashable, Mapping
from difflib import get_close_matches
from pathlib import Path
from typing import Any, Final, get_args

import yaml
from pydantic import BaseModel, ValidationError

from piyasa.cast.errors import CastInvalid, CastUnreadable, Problem
from piyasa.cast.legacy import modern
from piyasa.cast.member import CastMember

_Loader: Final[Any] = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
_DEEPEST: Final = 20
"""More than a persona needs, in any shape."""


class _Strict(_Loader):  # type: ignore[misc]
    """Refuses a key that stands twice: the second would silently win."""

    def construct_mapping(self, node: yaml.MappingNode, deep: bool = False) -> dict[Hashable, Any]:  # noqa: FBT001, FBT002 - PyYAML's signature
        seen: set[str] = set()
        for key, _ in node.value:
            if str(key.value) in seen:
                raise yaml.constructor.ConstructorError(
                    None, None, f"the key {key.value!r} stands twice", key.start_mark
                )
            seen.add(str(key.value))
        return dict(super().construct_mapping(node, deep=deep))


def read_file(path: Path) -> CastMember:
    """The persona in a file; raises ``CastUnreadable`` and ``CastInvalid``."""
    try:
        text = path.read_text(encoding="utf-8")
    except (OSError, ValueError) as error:
        raise CastUnreadable(str(path), f"the file cannot be read ({error})") from None
    return read_text(text, source=str(path))


def read_text(text: str, *, source: str) -> CastMember:
    """The persona in a text of YAML, of which JSON is a part; ``source`` names it in errors."""
    try:
        data = _parsed(text)
    except yaml.MarkedYAMLError as error:
        mark = error.problem_mark or error.context_mark
        place = f"line {mark.line + 1}, column {mark.column + 1}: " if mark is not None else ""
        raise CastUnreadable(source, f"{place}{error.problem or error.context or 'is no YAML'}") from None
    except (yaml.YAMLError, ValueError, RecursionError) as error:
        raise CastUnreadable(source, f"is neither YAML nor JSON: {error}") from None
    return read_data(data, source=source)


def _parsed(text: str) -> object:
    if text.lstrip().startswith("{"):
        try:  # first, because JSON may be indented with tabs, which YAML does not allow
            return json.loads(text, object_pairs_hook=_once)
        except ValueError:
            pass
    _require_shallow(text)
    return yaml.load(text, Loader=_Strict)  # noqa: S506 - it is a safe loader


def _require_shallow(text: str) -> None:
    """Look before loading: what is nested without end would end the process, inside of the C library."""
    depth = 0
    for event in yaml.parse(text, Loader=_Loader):
        if isinstance(event, yaml.CollectionStartEvent):
            depth += 1
        elif isinstance(event, yaml.CollectionEndEvent):
            depth -= 1
        if depth > _DEEPEST:
            mark: Any = event.start_mark
            raise yaml.constructor.ConstructorError(None, None, "is nested too deeply for a persona", mark)


def _once(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    found = dict(pairs)
    if len(found) < len(pairs):
        message = "a key stands twice"
        raise ValueError(message)
    return found


def read_data(data: object, *, source: str) -> CastMember:
    """The persona in an object as files hold it, of whatever age; raises ``CastInvalid``."""
    shaped = modern(data)
    if not isinstance(shaped, Mapping):
        raise CastUnreadable(source, f"holds {_kind(shaped)}; one persona is one object with keys such as bot_id")
    try:
        return CastMember.model_validate(shaped)
    except ValidationError as error:
        found = error.errors(include_url=False)
        raise CastInvalid(source, tuple(_problem(each["loc"], each) for each in found)) from None


def _problem(place: tuple[int | str, ...], error: Mapping[str, Any]) -> Problem:
    key = ".".join(map(str, place))
    facts: Mapping[str, Any] = error.get("ctx", {})
    match error["type"]:
        case "extra_forbidden":
            return _unknown(place)
        case "literal_error":
            return Problem(key, f"is {error['input']!r}", str(facts["expected"]).replace("'", "").replace(" or", ","))
        case "greater_than_equal" | "less_than_equal":
            bound = f"from {facts['ge']}" if "ge" in facts else f"up to {facts['le']}"
            return Problem(key, f"is {error['input']!r}", bound)
        case "string_pattern_mismatch":
            return Problem(key, f"is {error['input']!r}", _EXAMPLES.get(_named(place), str(facts["pattern"])))
        case "string_too_long" | "too_long":
            return Problem(key, "is too long", f"up to {facts['max_length']}")
        case _:
            said = "is missing" if error["type"] == "missing" else str(error["msg"]).removeprefix("Value error, ")
            return Problem(key, said)


_EXAMPLES: Final = {
    "bot_id": "2 to 40 of a-z, 0-9 and hyphen, such as mehmet-trader",
    "handle": "5 to 32 of A-Z, a-z, 0-9 and _, such as mehmet_trader",
    "active_hours": "HH:MM-HH:MM, such as 08:30-12:30",
}


def _named(place: tuple[int | str, ...]) -> str:
    return next((str(part) for part in reversed(place) if isinstance(part, str)), "")


def _unknown(place: tuple[int | str, ...]) -> Problem:
    allowed = sorted(_keys_at(place[:-1]))
    near = get_close_matches(str(place[-1]), allowed, n=1)
    hint = f" (did you mean {near[0]}?)" if near else ""
    return Problem(".".join(map(str, place)), f"is no key{hint}", ", ".join(allowed))


def _keys_at(place: tuple[int | str, ...]) -> list[str]:
    """The keys of the object at a place of a persona."""
    model: type[BaseModel] = CastMember
    for part in place:
        if isinstance(part, str) and part in model.model_fields:
            kind = model.model_fields[part].annotation
            model = next(
                (each for each in (kind, *get_args(kind)) if isinstance(each, type) and issubclass(each, BaseModel)),
                model,
            )
    return list(model.model_fields)


def _kind(data: object) -> str:
    names = {type(None): "nothing", list: "a list", str: "a text"}
    return names.get(type(data), f"a {type(data).__name__}")
