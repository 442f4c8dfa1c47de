"""Routes of a persona as one file, YAML or JSON."""

from __future__ import annotations

from functools import partial
from typing import Annotated, Any, Literal

from fastapi import APIRouter, Depends, Query, Request, Response

from piyasa.admin_api.adapters.http.bots import BotInPath, show_bot
from piyasa.admin_api.adapters.http.desk import DeskOf, ReadingOf, WritingOf
from piyasa.admin_api.adapters.http.shapes import BotShown, Recorded
from piyasa.admin_api.domain import bots
from piyasa.admin_api.domain.casting import cast_of, recast
from piyasa.admin_api.domain.origin import Origin
from piyasa.admin_api.domain.refusals import CastOfAnother, CastUnusable
from piyasa.admin_api.use_cases.wishes import ANY_BOT, to_bot
from piyasa.cast import CastError, CastInvalid, CastMember, read_text, to_json, to_yaml
from piyasa.contracts.event import Event
from piyasa.projections.directory import Directory

router = APIRouter(prefix="/bots/{bot_id}/cast", tags=["bots"])
Form = Annotated[Literal["yaml", "json"], Query(alias="format", description="how the file is written")]
_YAML, _JSON = "application/yaml", "application/json"
_WRITTEN: dict[str, Any] = {kind: {"schema": {"type": "string"}} for kind in (_YAML, _JSON)}
_SOURCE = "body"


async def member_in(request: Request) -> CastMember:
    """The persona in a body; raises ``CastUnusable``."""
    text = (await request.body()).decode(errors="replace")
    try:
        member = read_text(text, source=_SOURCE)
    except CastError as error:
        found = error.problems if isinstance(error, CastInvalid) else ()
        problems = [{"where": each.key, "problem": str(each)} for each in found]
        raise CastUnusable(error.code, str(error), problems) from None
    if "\\u0000" in to_json(member):
        raise CastUnusable(CastInvalid.code, f"{_SOURCE}: must not hold NUL characters", [])
    return member


@router.get("", response_class=Response, responses={200: {"content": _WRITTEN}})
async def export(bot_id: BotInPath, reading: ReadingOf, desk: DeskOf, form: Form = "yaml") -> Response:
    """The whole persona as one file, without its account and its token."""
    bot = bots.known_bot(reading.directory, bot_id)
    member = cast_of(bot, desk.model.remembered(bot_id))
    written, kind = (to_yaml(member), _YAML) if form == "yaml" else (to_json(member), _JSON)
    headers = {**reading.response.headers, "ETag": f'"{bot.position}"'}
    return Response(written, media_type=kind, headers=headers)


@router.put("", openapi_extra={"requestBody": {"required": True, "content": _WRITTEN}})
async def put(
    bot_id: BotInPath, member: Annotated[CastMember, Depends(member_in)], writing: WritingOf
) -> BotShown | Recorded:
    """Make a registered persona what a file says; memories are added, never taken away."""
    if member.bot_id != bot_id:
        raise CastOfAnother(bot_id, member.bot_id)
    model = writing.desk.model

    def decide(directory: Directory, origin: Origin) -> list[Event]:
        return recast(member, model.remembered(bot_id), directory, origin)

    change = to_bot("recast", bot_id, decide, watch=ANY_BOT, resume=decide)
    return await writing.make(change, partial(show_bot, bot_id))
