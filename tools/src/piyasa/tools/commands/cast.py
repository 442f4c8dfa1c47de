"""`piyasa cast`: personas as files; list, export, import, generate and check them."""

from __future__ import annotations

from difflib import get_close_matches
from enum import StrEnum
from pathlib import Path
from typing import Annotated

import typer
from rich.markup import escape
from rich.table import Table

from piyasa.cast import (
    CastError,
    CastMember,
    handwritten,
    members,
    numbered_members,
    read_file,
    to_json,
    to_yaml,
    with_starters,
)
from piyasa.cast.checking import clashes, doubts, faults
from piyasa.cast.members import DEFAULT_SEED
from piyasa.tools.connections import AsJson, Home
from piyasa.tools.errors import FolderTaken, PersonaUnknown, TokenNeeded
from piyasa.tools.operators import AdminApi, admin_api
from piyasa.tools.output import out, plain, print_json
from piyasa.tools.rehearsing import NoCast
from piyasa.tools.running import WRONG, run

app = typer.Typer(name="cast", help=__doc__.partition(": ")[2].strip().capitalize(), no_args_is_help=True)

Seed = Annotated[str, typer.Option(help="Another seed draws another cast.")]
Files = Annotated[list[Path], typer.Argument(metavar="FILE|DIR…", help="Persona files, or folders of them.")]
_ENDINGS = (".yaml", ".yml", ".json")
_FOCUS = 2


class Form(StrEnum):
    """How a file is written."""

    yaml = "yaml"
    json = "json"


@app.command("list")
def list_(
    count: Annotated[int | None, typer.Argument(min=1, help="How many; without it those written by hand.")] = None,
    *,
    seed: Seed = DEFAULT_SEED,
    as_json: AsJson = False,
) -> None:
    """List the cast that comes with the product: those written by hand, then drawn ones."""

    async def work() -> int:
        shown = _shipped(count, seed)
        if as_json:
            for each in shown:
                print_json({"bot_id": each.bot_id, "name": each.name, "handle": each.handle, "bio": each.persona.bio})
        else:
            out.print(_table(shown))
        return 0

    run(work())


@app.command("export")
def export(
    bot_id: Annotated[str, typer.Argument(metavar="BOT", help="The persona's id.")],
    *,
    shipped: Annotated[bool, typer.Option("--shipped", help="From the product's cast, not a running system.")] = False,
    form: Annotated[Form, typer.Option("--format", help="How it is written.")] = Form.yaml,
    home: Home = None,
) -> None:
    """Write one persona as a file to standard output, as the running system has it."""

    async def work() -> int:
        text = _written(_from_cast(bot_id), form) if shipped else await _from_system(home, bot_id, form)
        typer.echo(text, nl=False)
        return 0

    run(work())


@app.command("import")
def import_(
    file: Annotated[Path, typer.Argument(help="A persona as YAML or JSON.")],
    *,
    bot_token_file: Annotated[
        Path | None, typer.Option(help="File with the account's token; needed only for a persona that is new.")
    ] = None,
    listener: Annotated[bool, typer.Option(help="Its account hears everything in its chats.")] = False,
    home: Home = None,
) -> None:
    """Make a persona of the running system what a file says; register it when it is new."""

    async def work() -> int:
        member = read_file(file)
        async with admin_api(home) as api:
            new = await api.get(f"/bots/{member.bot_id}") is None
            if new:
                await _register(api, member, bot_token_file, listener=listener)
            await api.send("PUT", f"/bots/{member.bot_id}/cast", to_yaml(member))
        out.print(f"{escape(member.bot_id)} {'is registered' if new else 'is as the file says'}.")
        return 0

    run(work())


@app.command()
def generate(
    count: Annotated[int, typer.Argument(min=1, max=5000, help="How many, those written by hand included.")],
    *,
    folder: Annotated[Path, typer.Option("--out", metavar="DIR", help="Where the files go, one each.")],
    seed: Seed = DEFAULT_SEED,
    numbered: Annotated[bool, typer.Option("--numbered", help="Load-test personas: Deneme1, Deneme2 …")] = False,
    force: Annotated[bool, typer.Option("--force", help="Write over what is there.")] = False,
) -> None:
    """Write so many personas as files, each with its memories."""

    async def work() -> int:
        if folder.exists() and any(folder.iterdir()) and not force:
            raise FolderTaken(folder)
        folder.mkdir(parents=True, exist_ok=True)
        everybody = numbered_members(count, seed=seed) if numbered else members(count, seed=seed)
        for number, member in enumerate(everybody, 1):
            (folder / f"{number:03d}-{member.bot_id}.yaml").write_text(to_yaml(member), encoding="utf-8")
        out.print(f"{count} personas are in {escape(str(folder))}.")
        return 0

    run(work())


@app.command()
def check(files: Files) -> None:
    """Look files over: shape, rules of speech, contradictions, what two personas may not share."""

    async def work() -> int:
        found, wrong = [], 0
        for path in _paths(files):
            try:
                member = read_file(path)
            except CastError as error:
                wrong += 1
                out.print(f"[red]{error.code}[/] {escape(plain(str(error)))}", soft_wrap=True)
                continue
            found.append(member)
            wrong += _tell(path, member)
        if not found and not wrong:
            raise NoCast(files[0])
        shared = list(clashes(found))
        for each in shared:
            out.print(f"[red]shared[/] {escape(plain(each))}", soft_wrap=True)
        out.print(f"{len(found)} personas read, {wrong + len(shared)} faults.")
        return WRONG if wrong or shared else 0

    run(work())


def _tell(path: Path, member: CastMember) -> int:
    """Say what is wrong with a persona; how much of it is more than a doubt."""
    found = list(faults(with_starters(member)))
    for fault in found:
        out.print(f"[red]fault[/] {escape(str(path))}: {escape(plain(fault))}", soft_wrap=True)
    for doubt in doubts(member):
        out.print(f"[yellow]doubt[/] {escape(str(path))}: {escape(plain(doubt))}", soft_wrap=True)
    return len(found)


async def _register(api: AdminApi, member: CastMember, token_file: Path | None, *, listener: bool) -> None:
    if token_file is None:
        raise TokenNeeded(member.bot_id)
    body = with_starters(member).registration() | {"token": _token(token_file), "listener": listener}
    await api.send("POST", "/bots", body)


def _token(file: Path) -> str:
    return file.read_text(encoding="utf-8").strip()


async def _from_system(home: Path | None, bot_id: str, form: Form) -> str:
    async with admin_api(home) as api:
        text = await api.get(f"/bots/{bot_id}/cast", format=form.value)
    if text is None:
        raise PersonaUnknown(bot_id, ())
    return text


def _from_cast(bot_id: str) -> CastMember:
    everybody = {member.bot_id: member for member in _shipped(None, DEFAULT_SEED)}
    if bot_id not in everybody:
        raise PersonaUnknown(bot_id, get_close_matches(bot_id, everybody))
    return everybody[bot_id]


def _shipped(count: int | None, seed: str) -> list[CastMember]:
    return members(len(handwritten()) if count is None else count, seed=seed)


def _written(member: CastMember, form: Form) -> str:
    return to_yaml(member) if form is Form.yaml else to_json(member)


def _paths(given: list[Path]) -> list[Path]:
    """The files, and those in the folders, in order."""
    inside = ((sorted(each.iterdir()) if each.is_dir() else [each]) for each in given)
    return [path for group in inside for path in group if path.suffix in _ENDINGS or path in given]


def _table(shown: list[CastMember]) -> Table:
    table = Table(box=None, header_style="bold")
    for name in ("id", "name", "born", "city", "about", "hours", "writes"):
        table.add_column(name)
    for each in shown:
        interests = each.persona.interests
        table.add_row(
            each.bot_id,
            escape(plain(each.name)),
            "" if each.birth_date is None else str(each.birth_date.year),
            escape(plain(each.background.city)),
            ", ".join(sorted(interests, key=lambda topic: -interests[topic])[:_FOCUS]),
            " ".join(each.active_hours),
            f"{each.writing_style.capitalization_style}, {each.writing_style.sentence_length}",
        )
    return table
