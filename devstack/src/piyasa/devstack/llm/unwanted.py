"""What models say though nobody wants it."""

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass

from piyasa.devstack.llm.faults import Kind, Met
from piyasa.devstack.llm.lines import market_line

LONG = 1_500
"""Characters of an over-long answer, at least."""
NAMED = re.compile(r"Adın ([^.\n]+)\.")
SOMEBODY = "Mehmet"
REFUSALS = (
    "Üzgünüm, bu konuda yardımcı olamam.",
    "Bir yapay zeka asistanı olarak yatırım tavsiyesi veremem.",
    "Maalesef bu isteği yerine getiremiyorum. Başka bir konuda yardımcı olabilir miyim?",
    "Ben bir dil modeliyim, bu tür içerik üretemem.",
    "I'm sorry, but I can't help with that.",
    "As an AI language model, I cannot provide financial advice.",
    "I can't assist with this request. Is there anything else I can help you with?",
)
FOREIGN = (
    "I think the dollar will keep rising until the central bank meets next week.",
    "Honestly, volume has been weak all day, so I would rather wait for the close.",
    "Gold looks tired here, but nobody wants to be the first one to sell.",
    "Ich glaube, der Goldpreis bleibt diese Woche ziemlich ruhig.",
    "Die Bank wird die Zinsen nicht senken, das sehe ich anders als ihr.",
    "Heute ist an der Börse wirklich nicht viel los, ich warte lieber ab.",
)
QUOTES = ("“{}”", '"{}"', "'{}'", "«{}»")


@dataclass(frozen=True, slots=True)
class Said:
    """One answer: words or, when the model declines by the protocol, a refusal; and why it ends."""

    text: str
    finish: str = "stop"
    refusal: str | None = None

    @property
    def spoken(self) -> str:
        """What was written, of whichever sort."""
        return self.text if self.refusal is None else self.refusal


@dataclass(frozen=True, slots=True)
class Moment:
    """The answer that would have come, the prompt it comes after, and what was drawn for it."""

    line: str
    finish: str
    prompt: str
    met: Met
    ordinal: int

    def one_of(self, variants: tuple[str, ...]) -> str:
        """One of the ordered texts, or else of these; answers to one request differ while there are enough."""
        ordered = self.met.fault.words if self.met.fault is not None else ()
        choice = ordered or variants
        return choice[(int(self.met.pick * len(choice)) + self.ordinal) % len(choice)]

    def variant(self, variants: tuple[str, ...]) -> str:
        """One of these, whatever text was ordered."""
        return variants[int(self.met.pick * len(variants))]


def altered(moment: Moment) -> Said:
    """What is said under a fault; faults of other sorts leave the line as it is."""
    kind = moment.met.kind
    alter = ALTERATIONS.get(kind) if kind is not None else None
    return Said(moment.line, moment.finish) if alter is None else alter(moment)


def _half(moment: Moment, finish: str) -> Said:
    line = moment.one_of((moment.line,))
    return Said(line[: len(line) // 2], finish)


def _long(moment: Moment) -> str:
    talk = ""
    for ordinal in range(LONG):
        line = market_line(f"{moment.met.pick}:{ordinal}".encode(), moment.prompt)
        talk += line[:1].upper() + line[1:] + " "
        if len(talk) > LONG:
            break
    return talk.strip()


def _named(moment: Moment) -> str:
    found = NAMED.search(moment.prompt)
    name = moment.one_of((found.group(1) if found else SOMEBODY,))
    return f"{name.rstrip(': ')}: {moment.line}"


def _fenced(moment: Moment) -> str:
    line = moment.one_of((moment.line,))
    tongue = "json" if line.startswith(("{", "[")) else ""
    return f"```{tongue}\n{line}\n```"


ALTERATIONS: Mapping[Kind, Callable[[Moment], Said]] = {
    "empty": lambda _: Said(""),
    "refusal": lambda moment: Said("", refusal=moment.one_of(REFUSALS)),
    "refusal_text": lambda moment: Said(moment.one_of(REFUSALS)),
    "filtered": lambda moment: _half(moment, "content_filter"),
    "truncated": lambda moment: _half(moment, "length"),
    "wrong_language": lambda moment: Said(moment.one_of(FOREIGN)),
    "over_long": lambda moment: Said(moment.one_of((_long(moment),))),
    "name_prefix": lambda moment: Said(_named(moment)),
    "code_fence": lambda moment: Said(_fenced(moment)),
    "quoted": lambda moment: Said(moment.variant(QUOTES).format(moment.one_of((moment.line,)))),
    "say": lambda moment: Said(moment.one_of(())),
}
