from pathlib import Path

import pytest
from pydantic import SecretStr

from piyasa.database.cipher import Sealed, TokenCipher
from piyasa.database.errors import KeyFileUnusable, KeyMissing, TokenUnreadable
from piyasa.database.vault_keys import VaultKeys, add_key

TOKEN = SecretStr("123456:" + "a" * 35)


@pytest.fixture
def key_file(tmp_path: Path) -> Path:
    path = tmp_path / "vault.keys"
    add_key(path, "first")
    return path


def cipher_of(path: Path) -> TokenCipher:
    return TokenCipher(VaultKeys.read(path))


def test_a_token_opens_for_its_own_persona_only(key_file: Path) -> None:
    cipher = cipher_of(key_file)
    sealed = cipher.encrypt("mehmet", TOKEN)
    assert cipher.decrypt("mehmet", sealed) == TOKEN
    with pytest.raises(TokenUnreadable):
        cipher.decrypt("ayse", sealed)


@pytest.mark.parametrize("at", [0, 12, 20, -1])
def test_a_changed_byte_is_noticed(key_file: Path, at: int) -> None:
    cipher = cipher_of(key_file)
    sealed = cipher.encrypt("mehmet", TOKEN)
    changed = bytearray(sealed.ciphertext)
    changed[at] ^= 1
    with pytest.raises(TokenUnreadable):
        cipher.decrypt("mehmet", Sealed(sealed.key_id, bytes(changed)))


@pytest.mark.parametrize("ciphertext", [b"", b"short", b"x" * 12])
def test_a_stump_is_not_genuine(key_file: Path, ciphertext: bytes) -> None:
    with pytest.raises(TokenUnreadable):
        cipher_of(key_file).decrypt("mehmet", Sealed("first", ciphertext))


def test_the_same_token_twice_gives_two_ciphertexts(key_file: Path) -> None:
    cipher = cipher_of(key_file)
    assert cipher.encrypt("mehmet", TOKEN).ciphertext != cipher.encrypt("mehmet", TOKEN).ciphertext


def test_after_rotation_the_old_key_is_no_longer_needed(key_file: Path, tmp_path: Path) -> None:
    old = cipher_of(key_file).encrypt("mehmet", TOKEN)
    add_key(key_file, "second")

    rotated = cipher_of(key_file).rotate("mehmet", old)

    assert rotated is not None
    assert rotated.key_id == "second"
    assert cipher_of(key_file).rotate("mehmet", rotated) is None
    newest_only = tmp_path / "newest.keys"
    newest_only.write_text(key_file.read_text().splitlines()[1])
    newest_only.chmod(0o600)
    assert cipher_of(newest_only).decrypt("mehmet", rotated) == TOKEN
    with pytest.raises(KeyMissing, match="first"):
        cipher_of(newest_only).decrypt("mehmet", old)


def test_neither_token_nor_key_shows_in_a_representation(key_file: Path) -> None:
    keys = VaultKeys.read(key_file)
    sealed = TokenCipher(keys).encrypt("mehmet", TOKEN)
    shown = f"{keys!r} {sealed!r} {TokenCipher(keys).decrypt('mehmet', sealed)!r}"
    assert "aaaa" not in shown
    assert repr(keys.keys["first"]) not in shown


def test_a_key_file_is_private_from_the_start(key_file: Path) -> None:
    assert key_file.stat().st_mode & 0o777 == 0o600


def test_a_key_file_open_to_others_is_refused(key_file: Path) -> None:
    key_file.chmod(0o604)
    with pytest.raises(KeyFileUnusable, match="chmod"):
        VaultKeys.read(key_file)


@pytest.mark.parametrize("text", ["", "# only a remark\n", "one", "one c2hvcnQ=", "one *", "a/b " + "A" * 43 + "="])
def test_a_key_file_that_is_none_is_refused_without_its_contents(key_file: Path, text: str) -> None:
    key_file.write_text(text)
    with pytest.raises(KeyFileUnusable) as caught:
        VaultKeys.read(key_file)
    assert "c2hvcnQ" not in str(caught.value)


def test_a_missing_key_file_is_named(tmp_path: Path) -> None:
    with pytest.raises(KeyFileUnusable, match=r"none\.keys"):
        VaultKeys.read(tmp_path / "none.keys")


def test_a_key_id_is_given_once(key_file: Path) -> None:
    with pytest.raises(KeyFileUnusable, match="already"):
        add_key(key_file, "first")
    with pytest.raises(KeyFileUnusable, match="no key id"):
        add_key(key_file, "two words")
