"""docs/settings.md says what the services read."""

from support.documents import DOCS, settings_tables, with_tables


def test_the_page_lists_every_setting_as_it_is_in_the_code() -> None:
    page = (DOCS / "settings.md").read_text(encoding="utf-8")

    assert page == with_tables(page, settings_tables()), "run `make docs`"
