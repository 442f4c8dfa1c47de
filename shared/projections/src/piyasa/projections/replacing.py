"""Changed copies of immutable states, made in a fraction of the usual time: folds make one for every fact."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    # Type checkers know the fields of what this name returns and check each change against them.
    from dataclasses import replace
else:
    from dataclasses import fields, make_dataclass
    from functools import cache
    from operator import attrgetter

    @cache
    def _shape(kind: type[Any]) -> tuple[attrgetter, dict[str, int], type[Any]]:
        """How to read all fields at once, where each stands, and a class laid out alike that may be written to."""
        names = [field.name for field in fields(kind)]
        draft = make_dataclass(f"{kind.__name__}Draft", names, slots=True)
        return attrgetter(*names), {name: index for index, name in enumerate(names)}, draft

    def replace(state: Any, /, **changes: Any) -> Any:  # noqa: ANN401 - typed above
        """A copy of a frozen dataclass with slots (two or more, no ``__post_init__``) with some fields changed.

        Does what ``dataclasses.replace`` does in a quarter of its time. A frozen class sets its fields one call each,
        which was most of the cost of a fold; here the copy is written while it is not frozen yet, and then becomes
        what it is a copy of.
        """
        kind = type(state)
        read, index, draft = _shape(kind)
        values = list(read(state))
        for name, value in changes.items():
            values[index[name]] = value
        copy = draft(*values)
        copy.__class__ = kind
        return copy


__all__ = ["replace"]
