"""What services tell about themselves, read from their pages."""

from piyasa.telemetry import Metrics
from piyasa.tools.commands.consumers import view_rows
from piyasa.tools.service_pages import page_of, read_pages

WELL = {"status": "healthy", "checks": {"view": {"status": "healthy", "detail": "at position 9"}}}


def test_a_view_is_shown_with_its_position_and_lag() -> None:
    metrics = Metrics("test", "0")
    metrics.views.position.of("humanizer").set(1_234_567)
    page = page_of("humanizer-2", WELL, metrics.exposition().decode())
    (row,) = view_rows(page, 1_234_570)
    assert (row.view, row.replica, row.position, row.lag) == ("humanizer", "humanizer-2", 1_234_567, 3)
    assert (row.status, row.detail) == ("healthy", "")


def test_a_view_ahead_of_what_was_known_of_the_log_has_no_lag() -> None:
    metrics = Metrics("test", "0")
    metrics.views.position.of("humanizer").set(12)
    (row,) = view_rows(page_of("humanizer", WELL, metrics.exposition().decode()), 10)
    assert row.lag == 0


def test_the_projector_that_writes_shows_its_checkpoint() -> None:
    metrics = Metrics("test", "0")
    metrics.projector.checkpoint.set(50)
    metrics.pipeline.leases_held.of("projector").set(1)
    (row,) = view_rows(page_of("projector", WELL, metrics.exposition().decode()), 60)
    assert (row.view, row.position, row.lag) == ("checkpoint", 50, 10)


def test_what_is_not_well_is_said() -> None:
    ill = {"status": "unhealthy", "checks": {"broker": {"status": "unhealthy", "detail": "not connected"}}}
    (row,) = view_rows(page_of("generator", ill, ""), 5)
    assert (row.status, row.detail, row.position) == ("unhealthy", "broker: not connected", None)


async def test_a_service_that_does_not_answer_is_shown_as_unreachable() -> None:
    (page,) = await read_pages({"generator": "http://127.0.0.1:1"})
    assert page.status == "unreachable"
    (row,) = view_rows(page, 5)
    assert (row.replica, row.position) == ("generator", None)
