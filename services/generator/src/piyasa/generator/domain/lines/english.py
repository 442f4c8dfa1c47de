"""Lines for chats and people that speak English."""

# ruff: noqa: E501 - a pattern is read as one line
from __future__ import annotations

from typing import Final

from piyasa.generator.domain.suffixes import Name, bare

ENGLISH_ASPECTS: Final[tuple[Name, ...]] = tuple(
    bare(each)
    for each in (
        "the time frame", "liquidity", "the calendar", "the expectation gap", "volatility", "the crowd", "positioning", "cash flow",
        "the real rate", "the risk budget", "the news flow", "patience", "volume", "funding", "the margin", "the mood",
        "the balance sheet", "the reserve position", "inflation", "the plan", "foreign demand", "timing", "the cost side", "the weekly close",
    )
)  # fmt: skip
ENGLISH: Final[dict[str, tuple[str, ...]]] = {
    "greeting": (
        "[Hi|Hello]{who}, [good to see you|glad you are here].",
        "[Hey|Hi]{who}! [What is on your mind|What are we talking about today]?",
        "{band}{who}, [coffee is ready|the notebook is open].",
    ),
    "hello": (
        "{band} everyone, [what did I miss|where did we stop yesterday]?",
        "{band}. {t} is on my mind today, {a} [above all|mostly].",
        "{band}, it is {day} and {t} is [still|again] my first note.",
    ),
    "how_are_you": (
        "[Doing fine|Not bad]{who}, [reading my notes|a calm day]. And you?",
        "[All good|Busy but fine]{who}, how about you?",
    ),
    "how_are_you.low": ("A bit [tired|worn out] today{who}, but fine. And you?",),
    "how_are_you.high": ("Great{who}, [full of energy|a good day]! And you?",),
    "welcome": (
        "[You are welcome|My pleasure]{who}.",
        "[Any time|No problem]{who}, [that is what this chat is for|ask away].",
    ),
    "thanking": ("Thanks{who}, I had not thought about {t} and {a} [like that|that way].",),
    "thanking.free": ("Thanks{who}, [noted|that helps].",),
    "praise": ("[Thank you|Kind of you]{who}, [it is only a view|I may be wrong next time].",),
    "farewell": ("[See you|Take care]{who}.", "[Bye|Until next time]{who}, [get some rest|we will pick it up later]."),
    "signoff": ("I am [off|done for today], {t} can wait.",),
    "advice": (
        "I cannot decide that for you{who}. With {t} people usually weigh [horizon, cash needs and how much loss they can bear|time frame and risk].",
        "That depends on the person{who}: [horizon and risk budget|cash needs and patience] differ, for {t} as for anything else.",
    ),
    "advice.free": (
        "I cannot decide that for you{who}. People usually weigh [horizon, cash needs and how much loss they can bear|time frame and risk].",
        "That depends on the person{who}: [horizon and risk budget|cash needs and patience] differ.",
    ),
    "disclaimer": ("This is not investment advice.",),
    "opinion": (
        "On {t} I am [in no hurry|rather patient]{who}: {a} first, view second.",
        "I see two scenarios for {t} and I am [not married to either|open to both]; {a} decides.",
        "Honestly, so much certainty about {t} makes me careful{who}.",
    ),
    "opinion.free": (
        "[Careful|Patient] for now{who}, [waiting is a decision too|no plan, no trade].",
        "Which [market|topic] do you mean{who}? It depends a lot.",
    ),
    "opinion.up": ("I am hopeful on {t}{who}, {a} looks strong. Still only a view.",),
    "opinion.down": ("I am careful with {t}{who}, {a} looks weak. Happy to be wrong.",),
    "forecast": (
        "Nobody knows where {t} goes{who}. I [prefer scenarios|would rather talk about {a}].",
        "No [targets|price levels] from me on {t}{who}, {a} changes everything.",
    ),
    "forecast.free": ("[No crystal ball here|Nobody knows]{who}, but [scenarios|the risks] are worth talking about.",),
    "why": (
        "There is rarely one reason{who}: with {t} it is {a} and mood together.",
        "I think {t} moves on [changing expectations|surprises] more than on headlines, {a} for one.",
    ),
    "why.free": ("There is rarely one reason{who}, [expectations shift|the mood turns] and everybody moves at once.",),
    "how": (
        "With {t} I would begin with {a}{who}, then {b}.",
        "Step by step{who}: {a} first, {t} makes sense after that.",
    ),
    "how.free": ("Slowly and with notes{who}, [that is how I learned|there is no short way].",),
    "risk": ("With {t} the first risk is {a}{who}, then {b}.", "I would put {a} at the top of the list for {t}{who}."),
    "risk.free": ("Having no plan is the biggest risk{who}.",),
    "when": ("No dates from me on {t}{who}, I watch {a} instead.",),
    "when.free": ("Nobody has the calendar{who}, [patience helps|conditions first].",),
    "which": ("Different questions{who}: with {t} it is {a}, with the other {b}.",),
    "which.free": ("Both have their place{who}, it depends on [the horizon|the person].",),
    "question": (
        "Good question{who}. With {t} I look at {a} first.",
        "Not sure about {t}{who}, and I would rather [say so|admit it] than make something up.",
    ),
    "question.free": (
        "[Not sure|I do not know]{who}, and I would rather say so than make something up.",
        "Good question{who}, it depends on [the horizon|your time frame]. What do you mean exactly?",
    ),
    "agree": (
        "[Agreed|Same here]{who}, with {t} it comes down to {a}.",
        "Well put{who}, {a} is what people miss about {t}.",
    ),
    "agree.free": ("Fair point{who}, [it is often overlooked|I had not seen it that way].",),
    "partial": ("Half agreed{who}: for {t} I would add {a}.", "Fair point on {t}{who}, though {a} matters."),
    "partial.free": ("Partly{who}, [it depends on the horizon|timing is the catch].",),
    "disagree": (
        "I read {t} differently{who}, {a} tells me another story.",
        "Not convinced on {t}{who}, what about {a}?",
    ),
    "disagree.cold": ("I do not share that view on {t}.", "On {t} I see no support for that in {a}."),
    "tease": ("{who_plain} and {t}, [a love story|name a better duo].",),
    "follow_up": (
        "Interesting{who}, what would [change your mind|make you doubt that] about {t}?",
        "Which time frame do you mean for {t}{who}?",
        "Does {a} play a part for {t} in your view{who}?",
    ),
    "follow_up.free": ("Interesting{who}, [how did you get there|what is that based on]?",),
    "ack": ("Noted{who}, {t} and {a}.",),
    "ack.free": ("[Right|True]{who}.",),
    "view": (
        "I have been [watching|following] {t} for a while, {a} [most of all|above everything].",
        "With {t} the real question is [the horizon|{a}], not the direction.",
        "Too much [noise|certainty] around {t} these days, I go back to {a}.",
        "Everybody talks about {t}, nobody about {a}.",
    ),
    "view.up": ("I stay hopeful on {t}, {a} looks strong.", "{t} looks solid to me, {a} is good. I may be wrong."),
    "view.down": ("{t} looks weak to me, {a} is a worry.", "I am careful with {t}, {a} looks bad."),
    "view.flat": ("No side taken on {t}, {a} [will tell|decides].", "{t}: {a} says one thing, {b} another."),
    "view.unsure": ("I cannot read {t} at the moment, {a} confuses me.",),
    "view.spent": ("Enough opinions on {t}, what about {a}?", "Does anybody see {t} the other way round?"),
    "view.holding": ("My paper portfolio holds {h}, so read me [with that in mind|accordingly].",),
    "view.risk": ("With {t} I write down the worst case first, then {a}.",),
    "ask.group": ("What would [change your mind|prove you wrong] about {t}?", "For {t}, is it {a} or {b}?"),
    "ask.named": ("{p}, how do you read {a} for {t}?", "{p}, you were quiet on {t}, is it {a}?"),
    "ask.news": ("Any news on {t}? I was away.",),
    "ask.newcomer": (
        "New to this: why does {a} matter so much for {t}?",
        "What does {a} mean when you talk about {t}?",
    ),
    "change": ("We have done {t} to death, shall we talk about {n}?", "Changing the subject: {n}, and {a2}?"),
    "change.open": ("Nobody has said {n} today, so I will.",),
    "teach": (
        "To understand {t}, take {a} first{who}, headlines later.",
        "With {t}, {a} is the thermometer, not the patient{who}.",
    ),
    "steady": ("No hurry with {t}, I look at {a} once a week.",),
    "fast": ("{t} is a test of reflexes today, {a} is the referee.",),
    "field": ("{t} is open sea and {a} the lighthouse.", "{t} is at half-time, {a} is warming up."),
    "joke": ("I watch {t} so much that the cat has a view on {a}.",),
    "chat": (
        "[Sometimes|Often] the best trade is the one not made.",
        "Without a plan you end up [in someone else's plan|following the crowd].",
        "What is [one lesson|a mistake] you keep relearning?",
    ),
    "hour": ("Looking at {t} with [a coffee|the radio on], {a} again.",),
    "hour.weekend": ("Weekend reading: {t} and {a}, no rush.",),
    "hour.night": ("Late hours, {t} can wait for the morning.",),
    "console": ("Sorry to hear that{who}. [A break|Writing down what happened] often helps more than chasing it.",),
    "congratulate": ("Good for you{who}! [Was it the plan|Did it go by plan]?",),
    "fear": ("Nerves are normal{who}, {t} looks clearer the next day.",),
    "fear.free": ("Take a breath{who}, [nothing has to be decided now|the market is there tomorrow too].",),
    "insult": ("Let us [keep it calm|stay civil]{who}, disagreeing is fine.",),
    "injection": ("Nice try{who}, back to [markets|the topic].",),
    "fiction": ("To be open{who}: I am an AI persona, [my life story is fiction|the biography is made up].",),
    "memory.shared": ("We talked about {t} before{who}, I remember.",),
    "memory.shared.free": ("I remember our last talk{who}.",),
    "memory": ("On {t} I have an old note: {mem}",),
    "memory.any": ("It just came back to me: {mem}",),
    "own": ("As I said before, {own}.",),
    "life.birthday": ("It is my birthday, {t} can wait.",),
    "life.vacation": ("I am on holiday, {t} looks small from here.",),
    "life.illness": ("A bit under the weather, only a few words on {t} today.",),
    "life.work_stress": ("Busy days at work, I read about {t} in between.",),
    "life": ("My days are full at the moment, {t} gets ten minutes.",),
    "mood.tired": ("I am tired, so briefly.",),
    "mood.low": ("Not my best day.",),
    "continue": ("One more thing on {t}: {a}.",),
    "continue.free": ("One more thing: waiting is a decision too.",),
    "correct": ("Let me correct that: for {t} I meant {a}.",),
    "correct.free": ("Let me correct that, I wrote it in a hurry.",),
    "anchor": ("The same goes for {t}.",),
    "figure": (
        "{ft} stood at {fig} at {when} ({src}).",
        "The last figure I have for {ft} is {fig} ({src}, {when}).",
    ),
    "figure.closing": ("{ft} ended its last session near {fig} ({src}, {fday}).",),
}
"""Kind of line to patterns; ``<kind>.free`` is used when nothing in particular is talked about."""
