"""docs/behaviour.md has every section that the code refers to, and names only modules, settings and tests there are."""

import re
from dataclasses import fields

from piyasa.projections.directory.settings import Settings
from support.behaviour_tables import behaviour_tables
from support.documents import DOCS, with_tables

ROOT = DOCS.parent
PAGE = (DOCS / "behaviour.md").read_text(encoding="utf-8")
REFERENCE = re.compile(r"behaviour (\d+(?:\.\d+)?(?:(?:, |-| and )\d+(?:\.\d+)?)*)")
SECTIONS = set(re.findall(r'<a id="(\d+\.\d+)"></a>', PAGE)) | set(re.findall(r"^## (\d+)\. ", PAGE, re.MULTILINE))


def test_every_section_that_the_code_names_is_on_the_page() -> None:
    named = {
        section
        for place in ("shared/*/src", "services/*/src", "simulation/src", "tools/src")
        for module in ROOT.glob(f"{place}/**/*.py")
        for found in REFERENCE.findall(module.read_text(encoding="utf-8"))
        for section in re.findall(r"\d+(?:\.\d+)?", found)
    }

    assert named
    assert named - SECTIONS == set()


def test_every_module_on_the_page_exists() -> None:
    named = set(re.findall(r"`([\w/]+\.py)`", PAGE))
    packages = [*ROOT.glob("shared/*/src/piyasa"), *ROOT.glob("services/*/src/piyasa")]

    assert {module for module in named if not any((package / module).exists() for package in packages)} == set()


def test_every_name_on_the_page_stands_in_a_module_of_its_row() -> None:
    packages = [*ROOT.glob("shared/*/src/piyasa"), *ROOT.glob("services/*/src/piyasa")]
    missing = []
    for row in PAGE.splitlines():
        modules = re.findall(r"`([\w/]+\.py)`", row)
        if not row.startswith("|") or not modules:
            continue
        text = "\n".join(
            (each / name).read_text("utf-8") for name in modules for each in packages if (each / name).exists()
        )
        names = re.findall(r"`([A-Za-z_]\w*)`", row.rsplit(" | ", 1)[1])
        missing += [(name, modules) for name in names if not re.search(rf"\b{name}\b", text)]

    assert missing == []


def test_every_setting_on_the_page_is_one() -> None:
    rows = [row.rsplit(" | ", 1)[1] for row in PAGE.splitlines() if row.startswith("|") and ".py`" in row]
    named = {key for row in rows for key in re.findall(r"\*(\w+)\*", row)}

    assert named - {field.name for field in fields(Settings)} == set()


def test_every_test_on_the_page_exists() -> None:
    written = {
        name
        for module in (ROOT / "tests").glob("**/test_*.py")
        for name in re.findall(r"def (test_\w+)", module.read_text(encoding="utf-8"))
    }

    assert set(re.findall(r"`(test_\w+)`", PAGE)) - written == set()


def test_the_long_tables_are_as_in_the_code() -> None:
    assert with_tables(PAGE, behaviour_tables()) == PAGE, "run `make docs`"
