import pytest

from piyasa.database.addresses import database_of, engine_url, with_database
from piyasa.database.errors import AddressUnusable


@pytest.mark.parametrize("scheme", ["postgres", "postgresql", "postgresql+asyncpg"])
def test_every_way_to_write_a_postgres_address_is_taken(scheme: str) -> None:
    url = engine_url(f"{scheme}://piyasa:s%40crt@db.example:5433/piyasa")
    assert url.drivername == "postgresql+asyncpg"
    assert (url.username, url.password, url.host, url.port, url.database) == (
        "piyasa",
        "s@crt",
        "db.example",
        5433,
        "piyasa",
    )


@pytest.mark.parametrize(
    "address", ["mysql://x@y/z", "sqlite:///x", "db.example/piyasa", "", "postgres://x:y@h:port/z"]
)
def test_another_database_is_refused_without_repeating_the_password(address: str) -> None:
    with pytest.raises(AddressUnusable) as caught:
        engine_url(address)
    assert "x@y" not in str(caught.value)


def test_sslmode_is_understood() -> None:
    assert engine_url("postgresql://h/d?sslmode=require").query == {"ssl": "require"}


def test_another_database_of_the_same_server_keeps_account_and_options() -> None:
    other = with_database("postgres://a:b@h:1/one?sslmode=require", "two")
    assert engine_url(other) == engine_url("postgres://a:b@h:1/two?sslmode=require")


def test_without_a_name_the_database_is_the_accounts() -> None:
    assert database_of("postgresql://alice@h/piyasa") == "piyasa"
    assert database_of("postgresql://alice@h") == "alice"
