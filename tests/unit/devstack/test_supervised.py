"""A supervised process and the file of its output."""

import asyncio
import sys
from pathlib import Path

import pytest

from piyasa.devstack import supervised
from piyasa.devstack.supervised import Supervised

OLD = b"what was said before\n"


async def launched(log: Path) -> None:
    """Launch a process that says one thing, and end it once it did."""
    command = (sys.executable, "-c", "import time; print('hello', flush=True); time.sleep(60)")
    process = Supervised("speaker", command, {}, log, lambda _: None)
    await process.start()
    try:
        async with asyncio.timeout(10):
            while b"hello" not in log.read_bytes():
                await asyncio.sleep(0.01)
    finally:
        await process.stop(5)


async def test_a_long_log_is_put_aside_when_its_process_is_launched(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(supervised, "LOG_BYTES", len(OLD) - 1)
    log, aside = tmp_path / "speaker.jsonl", tmp_path / "speaker.jsonl.1"
    log.write_bytes(OLD)
    aside.write_bytes(b"older still")

    await launched(log)

    assert log.read_bytes() == b"hello\n"
    assert aside.read_bytes() == OLD


async def test_a_short_log_is_continued(tmp_path: Path) -> None:
    log = tmp_path / "logs" / "speaker.jsonl"
    log.parent.mkdir()
    log.write_bytes(OLD)

    await launched(log)

    assert log.read_bytes() == OLD + b"hello\n"
    assert list(log.parent.iterdir()) == [log]


@pytest.mark.parametrize(
    ("says", "refused"),
    [("generator cannot start: name a model", "generator cannot start: name a model"), ("oh no", "")],
)
async def test_why_a_process_does_not_start_is_told_in_its_own_last_words(
    tmp_path: Path, says: str, refused: str
) -> None:
    command = (sys.executable, "-c", f"print('at work'); print({says!r}); raise SystemExit(2)")
    said: list[str] = []
    process = Supervised("generator", command, {}, tmp_path / "generator.jsonl", said.append)
    await process.start()
    try:
        async with asyncio.timeout(10):
            while not process.restarts:
                await asyncio.sleep(0.01)
    finally:
        await process.stop(5)
    assert process.refused == refused
    assert "exit code 2" in said[0]
