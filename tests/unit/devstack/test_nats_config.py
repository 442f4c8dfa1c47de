from pathlib import Path

from piyasa.devstack.nats_config import NatsConfig, Permissions


def text(permissions: Permissions) -> str:
    keys = {user: f"U{user.upper()}" for user in (*permissions, "admin")}
    return NatsConfig(
        port=4222,
        monitor_port=8222,
        store=Path('/data/with "quotes"'),
        durability="always",
        cipher="aes",
        permissions=permissions,
        public_keys=keys,
        admin="admin",
    ).text()


def test_each_user_gets_its_own_subjects() -> None:
    written = text({"scheduler": {"publish": ["evt.a", "evt.b"], "subscribe": ["_INBOX_scheduler.>"]}})
    assert (
        '{nkey: "USCHEDULER", permissions: {publish: {allow: ["evt.a", "evt.b"]}, '
        'subscribe: {allow: ["_INBOX_scheduler.>"]}}}'
    ) in written


def test_a_missing_or_empty_list_is_written_as_a_refusal() -> None:
    written = text({"reader": {"publish": []}})
    assert '{publish: {deny: [">"]}, subscribe: {deny: [">"]}}' in written


def test_only_the_admin_is_unrestricted() -> None:
    assert '{nkey: "UADMIN"}' in text({"reader": {}})


def test_paths_are_quoted_and_the_storage_key_is_only_named() -> None:
    written = text({})
    assert r'store_dir: "/data/with \"quotes\""' in written
    assert "key: $PIYASA_NATS_STORAGE_KEY" in written
