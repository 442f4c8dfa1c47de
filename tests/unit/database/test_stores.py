"""What services that only read the database begin with."""

import pytest

from piyasa.database.errors import AddressUnusable
from piyasa.database.stores import Stores, stores_at


def test_without_a_database_there_are_no_stores() -> None:
    assert stores_at(None, application="piyasa-test") == Stores(None, None)


def test_a_database_is_not_reached_before_it_is_asked() -> None:
    found = stores_at("postgresql://nobody@127.0.0.1:1/nothing", application="piyasa-test")
    assert found.snapshots is not None
    assert found.archive is not None


def test_an_address_that_is_none_is_refused_at_once() -> None:
    with pytest.raises(AddressUnusable):
        stores_at("nonsense", application="piyasa-test")
