"""JSON that fits a schema: the plainest value there is, the same every time."""

import math
from collections.abc import Mapping, Sequence
from typing import Any

from piyasa.devstack.llm.refusals import NotAnswerable

Schema = Mapping[str, Any]
FIELD = "response_format.json_schema.schema"


class Endless(NotAnswerable):
    """Every value of the schema contains itself."""

    def __init__(self, name: str) -> None:
        super().__init__(field=FIELD, wanted=f"fit for a finite value: {name} requires itself")


def fitting(schema: Schema) -> Any:  # noqa: ANN401  # any JSON
    """First of an enumeration, empty text, 0, false, an empty list, required keys alone. Raises NotAnswerable.

    Bounds of numbers, lengths and lists are kept; patterns and formats are not.
    """
    return _value(schema, schema, ())


def _value(schema: Schema, root: Schema, within: tuple[str, ...]) -> Any:  # noqa: ANN401
    if "$ref" in schema:
        return _referred(str(schema["$ref"]), root, within)
    if "const" in schema:
        return schema["const"]
    if schema.get("enum"):
        return schema["enum"][0]
    alternatives = schema.get("anyOf") or schema.get("oneOf")
    if alternatives:
        return _first(alternatives, root, within)
    if schema.get("allOf"):
        return _merged(schema["allOf"], root, within)
    return _of_type(schema, root, within)


def _referred(name: str, root: Schema, within: tuple[str, ...]) -> Any:  # noqa: ANN401
    if name in within:
        raise Endless(name)
    found: Any = root
    for step in name.lstrip("#/").split("/") if name != "#" else ():
        found = found.get(step) if isinstance(found, Mapping) else None
    if not isinstance(found, Mapping):
        raise NotAnswerable(field=FIELD, wanted=f"complete: {name} leads nowhere")
    return _value(found, root, (*within, name))


def _first(alternatives: Sequence[Schema], root: Schema, within: tuple[str, ...]) -> Any:  # noqa: ANN401
    for alternative in alternatives[:-1]:
        try:
            return _value(alternative, root, within)
        except Endless:
            continue
    return _value(alternatives[-1], root, within)


def _merged(parts: Sequence[Schema], root: Schema, within: tuple[str, ...]) -> Any:  # noqa: ANN401
    values = [_value(part, root, within) for part in parts]
    if not all(isinstance(value, dict) for value in values):
        return values[0]
    return {name: content for value in values for name, content in value.items()}


def _of_type(schema: Schema, root: Schema, within: tuple[str, ...]) -> Any:  # noqa: ANN401
    kind = schema.get("type", "object" if "properties" in schema else "string")
    match kind[0] if isinstance(kind, list) and kind else kind:
        case "object":
            known = schema.get("properties") or {}
            return {name: _value(known.get(name, {}), root, within) for name in schema.get("required") or ()}
        case "array":
            least = int(schema.get("minItems", 0))
            return [_value(schema.get("items") or {}, root, within) for _ in range(least)]
        case "integer" | "number":
            return _number(schema)
        case "boolean":
            return False
        case "null":
            return None
        case _:
            return "a" * int(schema.get("minLength", 0))


def _number(schema: Schema) -> float:
    low, high = schema.get("minimum", -math.inf), schema.get("maximum", math.inf)
    above, below = schema.get("exclusiveMinimum", -math.inf), schema.get("exclusiveMaximum", math.inf)
    candidates = (0, low, high, above + 1, below - 1, (max(low, above) + min(high, below)) / 2)
    fits = (value for value in candidates if low <= value <= high and above < value < below and math.isfinite(value))
    found: float | None = next(fits, None)
    if found is None:
        raise NotAnswerable(field=FIELD, wanted="such that its numbers have a value between their bounds")
    return found
