"""A crowd that asks while things are killed, and the judgement once all has settled."""

from __future__ import annotations

import asyncio
import random
from collections.abc import Sequence

from support.delivery_audit import Audit, audit
from support.running_system import RunningSystem, Said

SUBJECTS = ("THYAO", "GARAN", "ASELS", "altın", "dolar")
PEOPLE = ((1001, "Deniz"), (1002, "Ece"), (1003, "Can"), (1004, "Umut"), (1005, "Derya"), (1006, "Ozan"), (1007, "Su"))
SETTLED_WITHIN = 100.0


class Crowd:
    """People who ask personas things, at moments that are drawn."""

    def __init__(self, running: RunningSystem, rng: random.Random) -> None:
        self.running, self.rng, self.asked = running, rng, 0
        self.handles: list[str] = []

    async def ask(self) -> None:
        """One of them asks one persona."""
        self.asked += 1
        if not self.handles:
            self.handles = [bot["username"] for bot in await self.running.local("bots")]
        person, name = PEOPLE[self.asked % len(PEOPLE)]
        handle, subject = self.rng.choice(self.handles), self.rng.choice(SUBJECTS)
        question = f"@{handle} {subject} için ne düşünüyorsun, soru {self.asked}?"
        await self.running.ask(question, person=person, name=name)

    async def pause(self, least: float, most: float) -> None:
        """Let the system work for a while."""
        await asyncio.sleep(self.rng.uniform(least, most))

    async def see_killed(self, names: Sequence[str]) -> None:
        """Each is killed once, one after the other; somebody asks right before and right after."""
        for name in names:
            await self.ask()
            await self.pause(0.0, 1.5)
            await self.running.kill(name)
            await self.ask()
            await self.pause(0.2, 2.0)


async def answered(running: RunningSystem, question: int) -> Said:
    """The fact that a persona's answer to a person was sent."""

    async def answer() -> Said | None:
        said = await running.facts("message-sent")
        return next((each for each in said if _replied_to(each) == question), None)

    return dict(await running.until(answer, within=45, what=f"an answer to {question}"))


def _replied_to(event: Said) -> int | None:
    target = event["data"].get("reply_to")
    return None if target is None else int(target["telegram_message_id"])


async def judged(running: RunningSystem) -> Audit:
    """Log and ledger held against one another as they are now."""
    return audit(await running.facts(), await running.ledger(), running.questions)


async def settle(running: RunningSystem) -> Audit:
    """Wait until all is ready and answered, stop the personas, and wait until every message has its end."""
    await running.until(running.healthy, within=60, what="everything to be ready again")

    async def answered() -> bool:
        return not (await judged(running)).unanswered

    try:
        await running.until(answered, within=SETTLED_WITHIN, what="all questions to be answered")
    except AssertionError as error:
        raise AssertionError(f"{error}\n{await stories(running)}") from None
    await running.operate("POST", "/control/stop")

    async def ended() -> bool:
        return not (await judged(running)).without_end

    await running.until(ended, within=SETTLED_WITHIN, what="every message to have its end")
    return await judged(running)


async def agrees(running: RunningSystem) -> None:
    """Archive = stream, one end a message, read models = the log folded again, and still so after a rebuild."""
    code, output = await running.command("verify", "--json")
    assert code == 0, output
    rebuilt = (await running.json("rebuild"))[0]
    assert rebuilt
    assert all(each["agreed"] and each["checksum"] == each["checksum_before"] for each in rebuilt), rebuilt


async def stories(running: RunningSystem) -> str:
    """What became of each question that was not answered, fact by fact."""
    facts, found = await running.facts(), await judged(running)
    return "\n".join(f"{number}: {_story(facts, int(number)) or 'never heard'}" for number in found.unanswered)


def _story(facts: Sequence[Said], question: int) -> list[str]:
    told = [each for each in facts if isinstance(each["data"], dict)]
    about = {each["correlationid"] for each in told if each["data"].get("telegram_message_id") == question}
    about |= {each["correlationid"] for each in told if _replied_to(each) == question}
    return [
        f"{each['position']} {each['time'][11:23]} {each['subject'].split('.')[3]} {each['data'].get('reason', '')}"
        for each in told
        if each["correlationid"] in about
    ]
