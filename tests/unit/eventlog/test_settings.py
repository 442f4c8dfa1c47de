"""Settings may be shown to anybody."""

from piyasa.eventlog.settings import ServiceSettings


def test_what_shows_settings_shows_no_password() -> None:
    settings = ServiceSettings(
        nats_url="nats://user:geheim@broker:4222",
        database_url="postgresql://user:geheim@db/piyasa",  # pragma: allowlist secret
    )
    assert "geheim" not in f"{settings!r} {settings}"
    assert "pace=1.0" in repr(settings)
