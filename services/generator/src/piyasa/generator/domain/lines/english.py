"""Lines for chats and people that speak English."""

# ruff: noqa: E501 - a pattern is read as one line
from __future__ import annotations

from typing import Final

DISCLAIMER: Final = "This is not investment advice."

ENGLISH: Final[dict[str, tuple[str, ...]]] = {
    "greeting": (
        "[Hi|Hello]{who}, [good to see you|glad you are here].",
        "[Hey|Hi]{who}! [What is on your mind|What are we talking about today]?",
    ),
    "how_are_you": (
        "[Doing fine|Not bad]{who}, [reading my notes|a calm day]. And you?",
        "[All good|Busy but fine]{who}, how about you?",
    ),
    "thanks": (
        "[You are welcome|My pleasure]{who}.",
        "[Any time|No problem]{who}, [that is what this chat is for|ask away].",
    ),
    "farewell": ("[See you|Take care]{who}.", "[Bye|Until next time]{who}, [get some rest|we will pick it up later]."),
    "advice": (
        "I cannot decide that for you{who}. With {t} people usually weigh [horizon, cash needs and how much loss they can bear|time frame and risk].",
        "That depends on the person{who}: [horizon and risk budget|cash needs and patience] differ, for {t} as for anything else.",
    ),
    "advice_free": (
        "I cannot decide that for you{who}. People usually weigh [horizon, cash needs and how much loss they can bear|time frame and risk].",
        "That depends on the person{who}: [horizon and risk budget|cash needs and patience] differ.",
    ),
    "opinion": (
        "On {t} I am [in no hurry|rather patient]: [horizon first|plan first], view second.",
        "I see two scenarios for {t} and I am [not married to either|open to both].",
        "Honestly, [the crowd being so sure|so much certainty] about {t} makes me careful.",
    ),
    "opinion_free": (
        "[Careful|Patient] for now{who}, [waiting is a decision too|no plan, no trade].",
        "Which [market|topic] do you mean{who}? It depends a lot.",
    ),
    "forecast": (
        "Nobody knows where {t} goes{who}. I [prefer scenarios|would rather talk about risk].",
        "No [targets|price levels] from me on {t}{who}, [expectations change everything|too much depends on rates].",
    ),
    "forecast_free": ("[No crystal ball here|Nobody knows]{who}, but [scenarios|the risks] are worth talking about.",),
    "why": (
        "There is rarely one reason{who}: with {t} it is [expectations and liquidity|positioning and mood] together.",
        "I think {t} moves on [changing expectations|surprises] more than on headlines.",
    ),
    "why_free": ("There is rarely one reason{who}, [expectations shift|the mood turns] and everybody moves at once.",),
    "question": (
        "Good question{who}. With {t} I look at [the time frame|expectations] first.",
        "Not sure about {t}{who}, and I would rather [say so|admit it] than make something up.",
    ),
    "question_free": (
        "[Not sure|I do not know]{who}, and I would rather say so than make something up.",
        "Good question{who}, it depends on [the horizon|your time frame]. What do you mean exactly?",
    ),
    "statement": (
        "Fair point on {t}{who}, [though horizon matters|though I would add risk].",
        "Interesting{who}, what would [change your mind|make you doubt that] about {t}?",
    ),
    "statement_free": (
        "Fair point{who}, [it is often overlooked|I had not seen it that way].",
        "Interesting{who}, [how did you get there|what is that based on]?",
    ),
    "topic": (
        "I have been [watching|following] {t} for a while, [no rush|patience first].",
        "With {t} the real question is [the horizon|patience], not the direction.",
        "What would [change your mind|prove you wrong] about {t}?",
        "Too much [noise|certainty] around {t} these days, I [slow down|step back] when that happens.",
    ),
    "topic_free": (
        "[Sometimes|Often] the best trade is the one not made.",
        "Without a plan you end up [in someone else's plan|following the crowd].",
        "What is [one lesson|a mistake] you keep relearning in markets?",
    ),
    "fiction": ("To be open{who}: I am an AI persona, [my life story is fiction|the biography is made up].",),
    "insult": ("Let us [keep it calm|stay civil]{who}, disagreeing is fine.",),
    "loss": ("Sorry to hear that{who}. [A break|Writing down what happened] often helps more than chasing it.",),
}
"""Intent to patterns; ``<intent>_free`` is used when nothing in particular is talked about."""
