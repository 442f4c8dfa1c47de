"""What a rehearsal is asked for on the command line: personas from files, settings as JSON, where its log goes."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path

from pydantic import JsonValue

from piyasa.admin_api.domain.errors import AdminError
from piyasa.admin_api.domain.known_settings import known_setting
from piyasa.admin_api.domain.refusals import SettingUnknown
from piyasa.cast import CastMember, members, read_file
from piyasa.simulation.record import Recorder
from piyasa.simulation.rehearsal import Rehearsal
from piyasa.tools.errors import ToolError
from piyasa.tools.measuring import Reading
from piyasa.tools.output import progress

_SUFFIXES = frozenset({".yaml", ".yml", ".json"})


class NoCast(ToolError):
    """A folder holds no personas."""

    code = "NO_CAST"

    def __init__(self, folder: Path) -> None:
        super().__init__(
            f"{folder} holds no persona files (*.yaml, *.yml or *.json); write some with "
            f"`piyasa cast generate 24 --out {folder}` or name another folder"
        )
        self.folder = folder


class NotASetting(ToolError):
    """A word after ``--set`` sets nothing."""

    code = "NOT_A_SETTING"

    def __init__(self, word: str, reason: str) -> None:
        super().__init__(f"--set {word}: {reason}")
        self.word, self.reason = word, reason


class NotOfThatDay(ToolError):
    """Options ask for what an exported day brings along."""

    code = "NOT_OF_THAT_DAY"

    def __init__(self, options: Sequence[str]) -> None:
        super().__init__(
            f"{', '.join(options)} cannot be given with --against: personas, chats, people and hours are those of the "
            "exported day; leave them out, or rehearse without --against"
        )
        self.options = tuple(options)


class FolderUnwritable(ToolError):
    """The files of a rehearsal cannot be written."""

    code = "FOLDER_UNWRITABLE"

    def __init__(self, folder: Path, reason: str) -> None:
        super().__init__(f"nothing can be written to {folder}: {reason}; name another folder with --out")
        self.folder, self.reason = folder, reason


def only_a_days(options: Mapping[str, object]) -> None:
    """See to it that none of these was given; raises ``NotOfThatDay``."""
    given = [name for name, value in options.items() if value is not None]
    if given:
        raise NotOfThatDay(given)


def settings_in(words: Iterable[str]) -> dict[str, JsonValue]:
    """The settings of words such as ``persona_share_limit=0.4``, values as JSON; raises ``NotASetting``."""
    found: dict[str, JsonValue] = {}
    for word in words:
        key, equals, told = word.partition("=")
        if not equals:
            raise NotASetting(word, "write key=value, such as persona_share_limit=0.4")
        try:
            found[key] = known_setting(key).checked(json.loads(told))
        except json.JSONDecodeError:
            raise NotASetting(word, 'the value is no JSON; write 0.4, true, "text" or {"min": 5, "max": 9}') from None
        except SettingUnknown as unknown:
            near = unknown.details.get("near")
            hint = f"did you mean {near!r}?" if near else "docs/settings.md lists all"
            raise NotASetting(word, f"no setting is called {key!r}; {hint}") from None
        except AdminError as refused:
            raise NotASetting(word, str(refused)) from None
    return found


def cast_in(folder: Path) -> list[CastMember]:
    """The personas of a folder's files, by file name; raises ``NoCast`` and ``CastError``."""
    files = sorted(path for path in folder.glob("*") if path.suffix in _SUFFIXES)
    if not files:
        raise NoCast(folder)
    return [read_file(path) for path in files]


def filled(cast: Sequence[CastMember], count: int) -> list[CastMember]:
    """So many personas: those given, then others of other names."""
    taken = {name for member in cast for name in (member.bot_id, member.handle.lower(), member.name)}
    others = (
        member
        for member in members(count + len(cast))
        if taken.isdisjoint((member.bot_id, member.handle.lower(), member.name))
    )
    return [*cast, *others][:count]


def lived(rehearsal: Rehearsal, title: str, folder: Path | None) -> Reading:
    """Let a rehearsal pass, with a bar; its log and report go into the folder, if there is one."""
    reading = Reading.over(None)
    log = rehearsal.stage.log
    log.followers.append(reading.take)
    with _recorded(rehearsal, folder), progress(title) as tell:
        passed, minutes = 0.0, rehearsal.hours * 60

        def told(more: float) -> None:
            nonlocal passed
            passed += more
            tell(int(passed), int(minutes))

        rehearsal.run(lambda time: told(time.total_seconds() / 60))
    return reading


@contextmanager
def _recorded(rehearsal: Rehearsal, folder: Path | None) -> Iterator[None]:
    if folder is None:
        yield
        return
    try:
        folder.mkdir(parents=True, exist_ok=True)
        file = (folder / "events.jsonl").open("wb")
    except OSError as error:
        raise FolderUnwritable(folder, error.strerror or str(error)) from None
    with file:
        rehearsal.stage.log.followers.append(Recorder(file))
        yield
