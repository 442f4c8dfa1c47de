import pytest

from piyasa.projector.domain.people import people_in, people_of
from support.events import PERSON, abandoned, forgotten, received


def test_a_fact_is_found_by_everybody_it_names() -> None:
    assert people_of(received(1, person_ids=("warm-fox",))) == ("warm-fox", PERSON)
    assert people_of(forgotten()) == (PERSON,)
    assert people_of(abandoned("t")) == ()


@pytest.mark.parametrize(
    ("body", "found"),
    [
        (b'{"person_ids": ["a-b", "c-d", "a-b"], "person_id": "e-f"}', ("a-b", "c-d", "e-f")),
        (b'{"person_ids": "a-b", "person_id": 7}', ()),
        (b'{"person_ids": ["no slug", 3, null, "a\\u0000b"]}', ()),
        (b"[1]", ()),
        (b"\xff\x00", ()),
        (b"", ()),
    ],
)
def test_what_is_no_fact_is_still_found_by_the_people_it_names(body: bytes, found: tuple[str, ...]) -> None:
    assert people_in(body) == found
