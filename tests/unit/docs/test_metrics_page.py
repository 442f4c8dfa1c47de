"""docs/metrics.md says what the code measures."""

from support.documents import DOCS, metrics_tables, with_tables


def test_the_page_lists_every_metric_as_it_is_in_the_code() -> None:
    page = (DOCS / "metrics.md").read_text(encoding="utf-8")

    assert page == with_tables(page, metrics_tables()), "run `make docs`"
