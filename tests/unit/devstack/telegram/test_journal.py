"""What is on disk comes back."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from piyasa.devstack.telegram.backstage import Backstage
from piyasa.devstack.telegram.domain.accounts import Person
from piyasa.devstack.telegram.domain.refusals import RefusalError
from piyasa.devstack.telegram.journal import Journal, JournalError
from piyasa.devstack.telegram.seed import Seed, plant
from piyasa.devstack.telegram.store import Store

_SEED = Seed.model_validate(
    {
        "bots": [
            {"name": "Mehmet", "username": "mehmet_bot"},
            {"name": "Ayşe", "username": "ayse_bot", "privacy": False},
        ],
        "groups": [{"title": "Sohbet", "id": -100123, "bots": [{"bot": "mehmet_bot", "admin": True}, "ayse_bot"]}],
    }
)


def _opened(path: Path) -> tuple[Journal, Store]:
    journal = Journal(path)
    return journal, Store(journal, lambda: 1_800_000_000.0)


_ACTS = st.one_of(
    st.tuples(st.just("say"), st.integers(1, 4), st.text(min_size=1, max_size=20)),
    st.tuples(st.just("react"), st.integers(1, 8), st.sampled_from(["👍", "🔥", ""])),
    st.tuples(st.just("edit"), st.integers(1, 8), st.text(min_size=1, max_size=5)),
    st.tuples(st.just("delete"), st.integers(1, 8), st.just("")),
    st.tuples(st.sampled_from(["join", "kick", "promote", "migrate"]), st.integers(1, 4), st.just("")),
)


def _act(backstage: Backstage, what: str, number: int, text: str) -> None:
    group = max(backstage.world.groups.values(), key=lambda one: (one.migrated_to is None, -one.id))
    person = Person(1000 + number, f"Kişi {number}")
    acts: dict[str, Callable[[], object]] = {
        "say": lambda: backstage.say(group, person, text),
        "react": lambda: backstage.react(group, person, number, [text] if text else []),
        "edit": lambda: backstage.edit(group, number, text),
        "delete": lambda: backstage.delete(group, number),
        "join": lambda: backstage.seat_person(group, person),
        "kick": lambda: backstage.seat_person(group, person, "kick"),
        "promote": lambda: backstage.seat_person(group, person, "promote"),
        "migrate": lambda: backstage.migrate(group),
    }
    try:
        acts[what]()
    except RefusalError:
        return


@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(acts=st.lists(_ACTS, max_size=20))
def test_a_second_run_knows_all_that_the_first_knew(
    acts: list[tuple[str, int, str]], tmp_path_factory: pytest.TempPathFactory
) -> None:
    path = tmp_path_factory.mktemp("state") / "telegram.jsonl"
    journal, first = _opened(path)
    plant(_SEED, Backstage(first))
    for what, number, text in acts:
        _act(Backstage(first), what, number, text)
    journal.close()
    journal, second = _opened(path)
    journal.close()
    first.world.fresh_mail.clear()
    assert second.world == first.world


def test_planting_twice_changes_nothing(tmp_path: Path) -> None:
    journal, store = _opened(tmp_path / "telegram.jsonl")
    for _ in range(2):
        plant(_SEED, Backstage(store))
        lines = (tmp_path / "telegram.jsonl").read_bytes().count(b"\n")
    journal.close()
    assert lines == 6
    assert [len(store.world.bots), len(store.world.groups)] == [2, 1]


def test_a_torn_last_line_is_cut_off_and_writing_goes_on(tmp_path: Path) -> None:
    path = tmp_path / "telegram.jsonl"
    journal, store = _opened(path)
    plant(_SEED, Backstage(store))
    journal.close()
    with path.open("ab") as file:
        file.write(b'{"time": 1, "facts": [["BotCre')
    journal, store = _opened(path)
    Backstage(store).create_bot("Üçüncü")
    journal.close()
    journal, store = _opened(path)
    journal.close()
    assert len(store.world.bots) == 3


def test_a_damaged_line_is_named_and_the_file_left_alone(tmp_path: Path) -> None:
    path = tmp_path / "telegram.jsonl"
    content = b'{"time": 1, "facts": [["NoSuchFact", {}]]}\n'
    path.write_bytes(content)
    journal = Journal(path)
    with pytest.raises(JournalError, match="line 1 is damaged"):
        list(journal.replay())
    journal.close()
    assert path.read_bytes() == content


def test_two_processes_cannot_share_a_state(tmp_path: Path) -> None:
    journal = Journal(tmp_path / "telegram.jsonl")
    with pytest.raises(JournalError, match="another local Telegram uses this state"):
        Journal(tmp_path / "telegram.jsonl")
    journal.close()
