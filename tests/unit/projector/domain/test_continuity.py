import pytest

from piyasa.projector.domain.continuity import gaps


@pytest.mark.parametrize(
    ("after", "positions", "missing"),
    [
        (0, [], []),
        (0, [1, 2, 3], []),
        (7, [8, 9], []),
        (0, [2], [(1, 1)]),
        (5, [6, 9, 10, 12], [(7, 8), (11, 11)]),
        (5, [100], [(6, 99)]),
    ],
)
def test_what_is_missing_between_positions_is_named(
    after: int, positions: list[int], missing: list[tuple[int, int]]
) -> None:
    assert gaps(after, positions) == missing
