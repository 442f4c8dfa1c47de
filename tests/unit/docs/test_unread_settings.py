"""docs/settings.md names the settings that nothing reads yet, and no others."""

import re
from dataclasses import fields
from itertools import chain

from piyasa.projections.directory.settings import Settings
from support.documents import DOCS

SOURCES = ("shared/*/src", "services/*/src", "simulation/src", "tools/src")
UNREAD = re.compile(r"nothing reads (?:them|it) yet:(?P<keys>[^.]+)\.")


def test_the_page_names_exactly_the_settings_that_no_code_reads() -> None:
    root = DOCS.parent
    modules = chain.from_iterable(root.glob(f"{place}/**/*.py") for place in SOURCES)
    read = set(re.findall(r"\.(\w+)\b", "\n".join(module.read_text(encoding="utf-8") for module in modules)))
    unread = {field.name for field in fields(Settings)} - read
    named = UNREAD.search((DOCS / "settings.md").read_text(encoding="utf-8"))

    assert named is not None, "the page has no sentence about settings that nothing reads"
    assert set(re.findall(r"`(\w+)`", named["keys"])) == unread
