"""The quick header parser says what nats-py's own says, and is what a connection uses."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from nats.aio.client import Client

from piyasa.eventlog.headers import parse_header_lines, read_headers_quickly

lines = st.lists(
    st.one_of(
        st.text(alphabet="aN-: \t\rüx1\x0b\x1c\x85\xa0\u2003", max_size=12).map(str.encode),
        st.sampled_from(
            [b"ce-id: 1", b"Nats-Msg-Id:2", b"a b: 3", b" c : 4", b": 5", b"d:", b"e:f:g", "ü: 6".encode()]
        ),
        st.binary(max_size=6).filter(lambda raw: raw.isascii()),
    ),
    max_size=6,
)


@given(lines)
def test_headers_are_read_as_nats_py_reads_them(parts: list[bytes]) -> None:
    raw = b"\r\n".join(parts) + b"\r\n\r\n"
    assert parse_header_lines(raw) == Client._parse_header_lines(raw)


@pytest.mark.parametrize(
    "line", ["ü: 6", "\xa0ce-id: 1", "ce-id\x1c: 1", "ce-id: 1\x1c", "ce-id: \xa01\u2003", "ce-id:\x0b1\x0c"]
)
def test_only_ascii_space_is_cut_off(line: str) -> None:
    raw = line.encode() + b"\r\n\r\n"
    assert parse_header_lines(raw) == Client._parse_header_lines(raw)


def test_bytes_that_are_no_text_do_not_hide_the_other_headers() -> None:
    assert parse_header_lines(b"ce-id: 1\r\n\xff\xfe: 2\r\nx: \xff\r\n\r\n") == {"ce-id": "1", "x": "\ufffd"}


@pytest.mark.parametrize("block", [b"NATS/1.0\r\nce-id: 1\r\n\r\n", b"NATS/1.0 204 EOB\r\nce-id: 1\r\n\r\n"])
async def test_a_connection_uses_the_quick_parser(block: bytes) -> None:
    client = Client()
    read_headers_quickly(client)
    seen: list[bytes] = []
    parse = client._parse_header_lines

    def watched(raw: bytes) -> dict[str, str]:
        seen.append(raw)
        return parse(raw)

    client._parse_header_lines = watched
    headers = await client._process_headers(block)
    assert headers is not None
    assert parse is parse_header_lines
    assert headers["ce-id"] == "1"
    assert seen
