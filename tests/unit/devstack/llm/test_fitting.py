from enum import Enum
from typing import Any, Literal

import pytest
from pydantic import BaseModel, Field

from piyasa.devstack.llm.fitting import fitting
from piyasa.devstack.llm.refusals import NotAnswerable


class Mood(Enum):
    CALM = "calm"
    LOUD = "loud"


class Inner(BaseModel):
    text: str = Field(min_length=3)
    share: float = Field(gt=0, lt=1)


class Tree(BaseModel):
    name: str
    parent: "Tree | None"
    children: list["Tree"]


class Outer(BaseModel):
    mood: Mood
    side: Literal["up", "down"]
    inner: Inner
    several: list[Inner] = Field(min_length=2)
    size: int = Field(ge=5)
    loss: int = Field(lt=0)
    maybe: str | None
    left_out: str = "default"


@pytest.mark.parametrize("model", [Inner, Outer, Tree])
def test_what_a_schema_gives_is_read_by_its_model(model: type[BaseModel]) -> None:
    given = fitting(model.model_json_schema())
    model.model_validate(given)
    assert given == fitting(model.model_json_schema())
    assert "left_out" not in given


@pytest.mark.parametrize(
    ("schema", "value"),
    [
        ({"type": "string"}, ""),
        ({"type": "integer"}, 0),
        ({"type": "number", "maximum": -2}, -2),
        ({"type": "boolean"}, False),
        ({"type": "array", "items": {"type": "string"}}, []),
        ({"type": "null"}, None),
        ({"type": ["string", "null"]}, ""),
        ({"enum": ["b", "a"]}, "b"),
        ({"const": 7}, 7),
        ({"properties": {"a": {"type": "integer"}, "b": {}}, "required": ["a"]}, {"a": 0}),
        ({"oneOf": [{"type": "boolean"}, {"type": "string"}]}, False),
        ({"allOf": [{"required": ["a"], "type": "object"}, {"required": ["b"], "type": "object"}]}, {"a": "", "b": ""}),
        ({"allOf": [{"type": "integer"}]}, 0),
    ],
)
def test_the_plainest_value_is_taken(schema: dict[str, Any], value: object) -> None:
    assert fitting(schema) == value


@pytest.mark.parametrize(
    ("schema", "reason"),
    [
        ({"$ref": "#"}, "requires itself"),
        ({"type": "object", "properties": {"next": {"$ref": "#"}}, "required": ["next"]}, "requires itself"),
        ({"$ref": "#/$defs/Nobody"}, "leads nowhere"),
        ({"type": "integer", "minimum": 3, "maximum": 2}, "between their bounds"),
    ],
)
def test_a_schema_that_nothing_fits_is_refused(schema: dict[str, Any], reason: str) -> None:
    with pytest.raises(NotAnswerable, match=reason):
        fitting(schema)
