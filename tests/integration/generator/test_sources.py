"""Feeds and prices over HTTP, from servers on this machine that answer well, badly, slowly and elsewhere."""

from __future__ import annotations

import asyncio
import gzip
import ipaddress
import json
import logging
import os
import ssl
import time
from base64 import b64encode
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from email.utils import format_datetime
from pathlib import Path
from typing import Any

import pytest
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import NameOID

from piyasa.generator.adapters.sources.addresses import checked_addresses, is_public
from piyasa.generator.adapters.sources.feed import feed_source
from piyasa.generator.adapters.sources.fetching import MOST_BYTES, Fetcher, Validators
from piyasa.generator.adapters.sources.price_tables import FilePrices, http_prices
from piyasa.generator.domain.market.quotes import Quote
from piyasa.generator.market_ports import SourceTrouble

NOW = datetime.now(UTC).replace(microsecond=0)
ROW = {"symbol": "THYAO", "value": 318.5, "unit": "TRY", "as_of": NOW.isoformat()}
Answer = Callable[[dict[str, str]], tuple[int, dict[str, str], bytes]]


@dataclass
class Site:
    """One server; ``answers`` gives status, headers and body for a path, from the request's headers."""

    answers: dict[str, Answer] = field(default_factory=dict)
    asked: list[tuple[str, dict[str, str]]] = field(default_factory=list)
    url: str = ""
    pause: float = 0.0
    """Seconds between two bytes of a body."""

    def say(self, path: str, body: bytes | str, status: int = 200, **headers: str) -> str:
        content = body.encode() if isinstance(body, str) else body
        known = {name.replace("_", "-"): value for name, value in headers.items()}
        self.answers[path] = lambda _: (status, known, content)
        return self.url + path

    def lead(self, path: str, to: str, status: int = 302) -> str:
        return self.say(path, "", status, Location=to)

    async def serve(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        try:
            lines = (await reader.readuntil(b"\r\n\r\n")).decode().split("\r\n")
            headers = {name.lower(): value for name, _, value in (line.partition(": ") for line in lines[1:] if line)}
            path = lines[0].split()[1]
            self.asked.append((path, headers))
            status, given, body = self.answers[path](headers)
            head = {"Content-Length": str(len(body)), "Connection": "close"} | given
            top = "".join(f"{name}: {value}\r\n" for name, value in head.items())
            writer.write(f"HTTP/1.1 {status} X\r\n{top}\r\n".encode())
            if self.pause:
                for byte in body:
                    writer.write(bytes([byte]))
                    await writer.drain()
                    await asyncio.sleep(self.pause)
            else:
                writer.write(body)
                await writer.drain()
        except (OSError, asyncio.IncompleteReadError):
            pass
        finally:
            writer.close()


@asynccontextmanager
async def serving(site: Site) -> AsyncIterator[Site]:
    server = await asyncio.start_server(site.serve, "127.0.0.1", 0)
    site.url = f"http://127.0.0.1:{server.sockets[0].getsockname()[1]}"
    try:
        yield site
    finally:
        server.close()
        await server.wait_closed()


@pytest.fixture
async def site() -> AsyncIterator[Site]:
    async with serving(Site()) as open_site:
        yield open_site


@pytest.fixture
async def fetcher() -> AsyncIterator[Fetcher]:
    made = Fetcher(("127.0.0.1", "kaynak.example"))
    yield made
    await made.close()


async def refused(fetcher: Fetcher, url: str) -> SourceTrouble:
    with pytest.raises(SourceTrouble) as trouble:
        await fetcher.get(url, Validators())
    return trouble.value


def names_lead_here(monkeypatch: pytest.MonkeyPatch) -> None:
    loop = asyncio.get_running_loop()
    genuine = loop.getaddrinfo
    monkeypatch.setattr(loop, "getaddrinfo", lambda _host, *args, **known: genuine("127.0.0.1", *args, **known))


def rss(*entries: tuple[str, datetime]) -> str:
    items = "".join(
        f"<item><title>{title}</title><pubDate>{format_datetime(moment)}</pubDate></item>" for title, moment in entries
    )
    return (
        f'<?xml version="1.0" encoding="utf-8"?><rss version="2.0"><channel><title>Haber</title>{items}</channel></rss>'
    )


def atom(title: str, moment: datetime) -> str:
    return (
        '<?xml version="1.0" encoding="utf-8"?><feed xmlns="http://www.w3.org/2005/Atom"><title>Haber</title>'
        f"<entry><title>{title}</title><id>1</id><published>{moment.isoformat()}</published></entry></feed>"
    )


async def test_what_has_not_changed_is_not_sent_again(site: Site, fetcher: Fetcher) -> None:
    stamp = format_datetime(NOW, usegmt=True)

    def answer(headers: dict[str, str]) -> tuple[int, dict[str, str], bytes]:
        known = headers.get("if-none-match") == '"a1"' and headers.get("if-modified-since") == stamp
        return (304, {}, b"") if known else (200, {"ETag": '"a1"', "Last-Modified": stamp}, json.dumps([ROW]).encode())

    site.answers["/prices"] = answer
    prices = http_prices(f"{site.url}/prices", fetcher)
    assert [quote.value for quote in (await prices.read()).quotes] == [318.5]
    assert not (await prices.read()).changed
    prices.anew()
    assert (await prices.read()).changed
    assert "if-none-match" not in site.asked[2][1]


async def test_an_answer_that_could_not_be_read_is_asked_for_again(site: Site, fetcher: Fetcher) -> None:
    prices = http_prices(site.say("/prices", "{", ETag='"a1"'), fetcher)
    for _ in range(2):
        with pytest.raises(SourceTrouble, match="no JSON"):
            await prices.read()
    assert "if-none-match" not in site.asked[1][1]


@pytest.mark.parametrize(
    "target",
    [
        "http://10.0.0.1/", "http://192.168.1.1/", "http://169.254.169.254/latest/meta-data", "http://[::1]/",
        "http://[::ffff:10.0.0.1]/", "http://[fe80::1]/", "http://224.0.0.1/", "http://0.0.0.0/", "http://2130706433/",
        "http://localhost/", "http://[fd00::1]/", "http://100.64.0.1/", "http://[64:ff9b::a00:1]/",
    ],
)  # fmt: skip
async def test_a_redirect_to_a_private_address_is_refused(site: Site, fetcher: Fetcher, target: str) -> None:
    trouble = await refused(fetcher, site.lead("/away", target))
    assert trouble.outcome == "refused"
    assert "PIYASA_GENERATOR_SOURCES_ALLOWED_HOSTS" in trouble.reason
    assert len(site.asked) == 1


async def test_a_private_address_is_refused_unless_the_operator_names_that_very_host(site: Site) -> None:
    strict = Fetcher(("localhost",))
    assert (await refused(strict, site.say("/a", "[]"))).outcome == "refused"
    await strict.close()
    assert site.asked == []


async def test_a_redirect_gains_nothing_by_what_is_allowed_to_another_source(
    site: Site, fetcher: Fetcher, monkeypatch: pytest.MonkeyPatch
) -> None:
    names_lead_here(monkeypatch)
    port = site.url.rsplit(":", 1)[1]
    inside = f"http://kaynak.example:{port}/prices"
    site.say("/prices", "[]")
    trouble = await refused(fetcher, site.lead("/feed", inside))
    assert (trouble.outcome, [path for path, _ in site.asked]) == ("refused", ["/feed"])
    assert await fetcher.get(inside, Validators()) is not None


async def test_only_who_gave_validators_is_told_them(site: Site, fetcher: Fetcher) -> None:
    async with serving(Site()) as elsewhere:
        prices = http_prices(site.lead("/prices", elsewhere.say("/moved", json.dumps([ROW]), ETag='"theirs"')), fetcher)
        await prices.read()
        site.say("/prices", json.dumps([ROW]), ETag='"ours"')
        await prices.read()
        site.lead("/prices", f"{elsewhere.url}/moved")
        await prices.read()
    assert ["if-none-match" in headers for _, headers in site.asked] == [False, False, True]
    assert ["if-none-match" in headers for _, headers in elsewhere.asked] == [False, False]


async def test_who_was_led_to_is_asked_for_what_is_new_too(site: Site, fetcher: Fetcher) -> None:
    async with serving(Site()) as elsewhere:
        elsewhere.answers["/moved"] = lambda headers: (
            (304, {}, b"") if "if-none-match" in headers else (200, {"ETag": '"a1"'}, json.dumps([ROW]).encode())
        )
        prices = http_prices(site.lead("/prices", f"{elsewhere.url}/moved"), fetcher)
        assert [(await prices.read()).changed for _ in range(2)] == [True, False]


@pytest.mark.parametrize("target", ["file:///etc/passwd", "ftp://127.0.0.1/", "gopher://127.0.0.1/"])
async def test_only_http_is_followed(site: Site, fetcher: Fetcher, target: str) -> None:
    site.say("/", "[]")
    trouble = await refused(fetcher, site.lead("/away", target))
    assert trouble.outcome == "refused"
    assert len(site.asked) == 1


async def test_three_redirects_are_followed_and_no_fourth(site: Site, fetcher: Fetcher) -> None:
    site.say("/4", "[]")
    for number in (3, 2, 1, 0):
        site.lead(f"/{number}", f"/{number + 1}")
    assert await fetcher.get(f"{site.url}/1", Validators()) is not None
    assert "more than 3 times" in (await refused(fetcher, f"{site.url}/0")).reason


async def test_an_answer_is_bounded_in_size_as_sent_and_as_unpacked(site: Site, fetcher: Fetcher) -> None:
    assert (await refused(fetcher, site.say("/big", b"x" * (MOST_BYTES + 1)))).outcome == "too_large"
    bomb = gzip.compress(b"0" * (MOST_BYTES * 20))
    assert len(bomb) < MOST_BYTES / 10
    assert (await refused(fetcher, site.say("/bomb", bomb, Content_Encoding="gzip"))).outcome == "too_large"
    packed = await fetcher.get(site.say("/packed", gzip.compress(b"[]"), Content_Encoding="gzip"), Validators())
    assert packed is not None
    assert packed.body == b"[]"
    for path, encoding in (("/br", "br"), ("/lie", "gzip")):
        assert (await refused(fetcher, site.say(path, b"not packed", Content_Encoding=encoding))).outcome == "content"


async def test_half_an_answer_is_none(site: Site, fetcher: Fetcher) -> None:
    table = f"symbol,value,unit,as_of\nXU100,10950.35,puan,{NOW.isoformat()}\nTHYAO,318.5,TRY,{NOW.isoformat()}\n"
    packed = gzip.compress(table.encode())
    for end in (len(packed) - 1, len(packed) - 8, len(packed) // 2):
        url = site.say("/prices", packed[:end], Content_Encoding="gzip")
        assert (await refused(fetcher, url)).outcome == "content"
    url = site.say("/prices", packed + packed, Content_Encoding="gzip")
    assert (await refused(fetcher, url)).outcome == "content"
    half, _, _ = table.partition("THYAO")
    url = site.say("/prices", half, Content_Length=str(len(table)))
    assert (await refused(fetcher, url)).outcome == "unreachable"
    for byte in ("10", "10950.35,puan"):
        cut = http_prices(site.say("/prices", table[: table.index(byte) + len(byte)]), fetcher)
        with pytest.raises(SourceTrouble, match="does not end"):
            await cut.read()


async def test_a_slow_answer_is_given_up_whatever_trickles_in(site: Site) -> None:
    site.pause = 0.05
    hasty = Fetcher(("127.0.0.1",), within=0.4)
    begun = time.monotonic()
    assert (await refused(hasty, site.say("/slow", b"x" * 10_000))).outcome == "timeout"
    assert time.monotonic() - begun < 5
    await hasty.close()


@pytest.mark.parametrize("status", [404, 500, 204])
async def test_other_answers_are_a_trouble_with_their_status(site: Site, fetcher: Fetcher, status: int) -> None:
    trouble = await refused(fetcher, site.say("/x", "", status))
    assert (trouble.outcome, str(status) in trouble.reason) == ("status", True)


async def test_who_is_not_there_is_unreachable(fetcher: Fetcher, site: Site) -> None:
    async with serving(Site()) as gone:
        url = gone.url
    assert (await refused(fetcher, url)).outcome == "unreachable"


async def test_the_name_is_resolved_once_and_the_checked_address_is_asked(
    site: Site, fetcher: Fetcher, monkeypatch: pytest.MonkeyPatch
) -> None:
    loop, port, resolved = asyncio.get_running_loop(), int(site.url.rsplit(":", 1)[1]), []
    genuine = loop.getaddrinfo

    async def rebinding(host: Any, *args: Any, **known: Any) -> Any:
        if host != "kaynak.example":
            return await genuine(host, *args, **known)
        resolved.append(host)
        address = "127.0.0.1" if len(resolved) == 1 else "127.0.0.99"
        return await genuine(address, *args, **known)

    monkeypatch.setattr(loop, "getaddrinfo", rebinding)
    site.say("/prices", json.dumps([ROW]))
    assert await fetcher.get(f"http://kaynak.example:{port}/prices", Validators()) is not None
    assert resolved == ["kaynak.example"]
    assert site.asked[0][1]["host"] == f"kaynak.example:{port}"


def certificate(name: str, folder: Path) -> tuple[Path, Path]:
    """A certificate that vouches for itself, and its key."""
    key = ec.generate_private_key(ec.SECP256R1())
    subject = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, name)])
    made = (
        x509.CertificateBuilder()
        .subject_name(subject)
        .issuer_name(subject)
        .public_key(key.public_key())
        .serial_number(x509.random_serial_number())
        .not_valid_before(NOW - timedelta(days=1))
        .not_valid_after(NOW + timedelta(days=1))
        .add_extension(x509.SubjectAlternativeName([x509.DNSName(name)]), critical=False)
        .sign(key, hashes.SHA256())
    )
    paths = folder / "cert.pem", folder / "key.pem"
    paths[0].write_bytes(made.public_bytes(serialization.Encoding.PEM))
    form = serialization.PrivateFormat.PKCS8, serialization.NoEncryption()
    paths[1].write_bytes(key.private_bytes(serialization.Encoding.PEM, *form))
    return paths


@pytest.mark.parametrize(("name", "heard"), [("kaynak.example", True), ("other.example", False)])
async def test_the_certificate_must_be_that_of_the_name_although_an_address_is_asked(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, name: str, *, heard: bool
) -> None:
    cert, key = certificate(name, tmp_path)
    serves = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    serves.load_cert_chain(cert, key)
    site = Site()
    site.say("/", "[]")
    server = await asyncio.start_server(site.serve, "127.0.0.1", 0, ssl=serves)
    port = server.sockets[0].getsockname()[1]
    names_lead_here(monkeypatch)
    fetcher = Fetcher(("kaynak.example",), trusted=ssl.create_default_context(cafile=str(cert)))
    url = f"https://kaynak.example:{port}/"
    if heard:
        assert await fetcher.get(url, Validators()) is not None
        site.lead("/down", "http://kaynak.example/")
        assert "from https to plain http" in (await refused(fetcher, f"{url}down")).reason
    else:
        assert (await refused(fetcher, url)).outcome == "unreachable"
        assert site.asked == []
    await fetcher.close()
    server.close()
    await server.wait_closed()


async def test_a_host_with_one_private_address_among_public_ones_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    loop = asyncio.get_running_loop()

    async def two(*_: Any, **__: Any) -> Any:
        return [(2, 1, 6, "", ("93.184.215.14", 80)), (2, 1, 6, "", ("10.0.0.7", 80))]

    monkeypatch.setattr(loop, "getaddrinfo", two)
    with pytest.raises(SourceTrouble, match="not public"):
        await checked_addresses("kaynak.example", 80, ())


@pytest.mark.parametrize(
    ("address", "public"),
    [
        ("93.184.215.14", True), ("2606:2800:21f:cb07:6820:80da:af6b:8b2c", True), ("127.0.0.1", False),
        ("10.1.2.3", False), ("172.16.0.1", False), ("169.254.1.1", False), ("224.0.0.5", False), ("0.0.0.0", False),
        ("255.255.255.255", False), ("::", False), ("::1", False), ("fe80::1", False), ("ff02::1", False),
        ("::ffff:127.0.0.1", False), ("2002:7f00:1::", False), ("64:ff9b::7f00:1", False),
        ("64:ff9b::5db8:d70e", True), ("::7f00:1", False), ("::a9fe:a9fe", False), ("::ffff:0:7f00:1", False),
        ("fec0::1", False), ("64:ff9b:1::7f00:1", False), ("4000::1", False), ("2002:5db8:d70e::1", False),
        ("2001:0:5db8:d70e::1", False),
    ],
)  # fmt: skip
def test_public_addresses_are_told_from_all_others(address: str, *, public: bool) -> None:
    assert is_public(ipaddress.ip_address(address)) is public


async def test_headlines_of_a_feed_become_figures_of_their_moment(site: Site, fetcher: Fetcher) -> None:
    hour = timedelta(hours=1)
    body = rss(
        ("BIST 100 endeksi günü %1,2 yükselişle 10.950,35 puandan kapattı", NOW - hour),
        ("Dolar 41,25 TL", NOW - 2 * hour),
        ("Dolar 45 TL olabilir", NOW),
        ("THYAO 300 TL", NOW - 30 * hour),
        ("ASELS 200 TL", NOW + hour),
        ("Hava bugün güzel", NOW),
    )
    feed = feed_source(site.say("/rss", body, Content_Type="application/rss+xml"), fetcher, lambda: NOW)
    assert (await feed.read()).quotes == (
        Quote("XU100", 10_950.35, "puan", "127.0.0.1", NOW - hour),
        Quote("USDTRY", 41.25, "TRY", "127.0.0.1", NOW - 2 * hour),
    )


async def test_atom_is_read_too(site: Site, fetcher: Fetcher) -> None:
    feed = feed_source(site.say("/atom", atom("Bitcoin 68,400 USD", NOW)), fetcher, lambda: NOW)
    assert [(quote.symbol, quote.value) for quote in (await feed.read()).quotes] == [("BTC", 68_400.0)]


@pytest.mark.parametrize(
    "body",
    [
        "<rss><channel><item><title>Dolar 41,25 TL</title>",
        "<html><body>Dolar 41,25 TL</body></html>",
        "",
        "/etc/passwd",
        '<?xml version="1.0"?><!DOCTYPE x [<!ENTITY a SYSTEM "file:///etc/passwd">]><rss version="2.0"><channel>&a;',
    ],
)
async def test_what_is_no_feed_is_a_trouble(site: Site, fetcher: Fetcher, body: str) -> None:
    feed = feed_source(site.say("/rss", body), fetcher, lambda: NOW)
    with pytest.raises(SourceTrouble) as trouble:
        await feed.read()
    assert trouble.value.outcome == "content"


async def test_a_source_is_called_by_its_host_and_nothing_that_could_be_a_key(fetcher: Fetcher) -> None:
    url = "https://user:secret@www.haber.example:8443/rss?key=hidden"
    assert feed_source(url, fetcher, lambda: NOW).name == http_prices(url, fetcher).name == "haber.example"


async def test_an_address_that_holds_a_key_is_asked_with_it_and_never_logged(
    site: Site, fetcher: Fetcher, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.INFO)
    site.say("/prices?key=hidden-one", json.dumps([ROW]))
    url = site.url.replace("http://", "http://user:hidden-two@") + "/prices?key=hidden-one"
    reading = await http_prices(url, fetcher).read()
    path, headers = site.asked[0]
    assert path == "/prices?key=hidden-one"
    assert headers["authorization"] == "Basic " + b64encode(b"user:hidden-two").decode()
    assert [quote.source for quote in reading.quotes] == ["127.0.0.1"]
    assert "hidden" not in caplog.text


async def test_a_file_is_read_again_when_it_changed(tmp_path: Path) -> None:
    path = tmp_path / "borsa.json"
    path.write_text(json.dumps([ROW]), encoding="utf-8")
    prices = FilePrices(path)
    (quote,) = (await prices.read()).quotes
    assert (quote.value, quote.source) == (318.5, "borsa")
    assert not (await prices.read()).changed
    path.write_text(json.dumps([ROW | {"value": 319.25}, ROW | {"unit": "lot"}]), encoding="utf-8")
    os.utime(path, ns=(1, 2))
    reading = await prices.read()
    assert [each.value for each in reading.quotes] == [319.25]
    assert len(reading.problems) == 1


@pytest.mark.parametrize(
    ("content", "outcome"),
    [
        (None, "unreachable"),
        (b"x" * (MOST_BYTES + 1), "too_large"),
        (b"\xff\xfe\x00", "content"),
        (b"a,b\n", "content"),
    ],
)
async def test_a_file_that_cannot_be_used_is_a_trouble(tmp_path: Path, content: bytes | None, outcome: str) -> None:
    path = tmp_path / "borsa.csv"
    if content is not None:
        path.write_bytes(content)
    with pytest.raises(SourceTrouble) as trouble:
        await FilePrices(path).read()
    assert trouble.value.outcome == outcome
    assert str(tmp_path) not in trouble.value.reason


async def test_a_folder_is_no_file(tmp_path: Path) -> None:
    with pytest.raises(SourceTrouble, match="is no file"):
        await FilePrices(tmp_path).read()
