"""Who answers whom, how deep, and about what (product, yardsticks: flow)."""

from __future__ import annotations

from dataclasses import dataclass

from piyasa.analytics.coherence import SAME_TOPIC, link, shares_topic
from piyasa.analytics.shares import Share
from piyasa.analytics.transcripts import LOOKS_BACK, Transcript


@dataclass(frozen=True, slots=True)
class Replies:
    """Figures of one chat or of several together."""

    depths: Share
    """Levels of all lines that reply to another, over how many they are: the mean depth."""
    max_depth: int
    answered: Share
    """Lines at which another sender's line was directed: it replies to them, or names their sender soon after."""
    taken_up: Share
    """Lines that one of the next five of somebody else builds on in any way (behaviour 13.2), answered or not."""
    reciprocity: Share
    """Ordered pairs of senders of whom the first spoke to the second, and the second to the first as well."""
    on_topic: Share
    """Replies of personas that share symbol or topic with their target, among those whose target has either."""
    topicless_targets: int
    """Replies of personas to lines without symbol and topic, which nothing can be shared with."""

    def __add__(self, other: Replies) -> Replies:
        return Replies(
            self.depths + other.depths,
            max(self.max_depth, other.max_depth),
            self.answered + other.answered,
            self.taken_up + other.taken_up,
            self.reciprocity + other.reciprocity,
            self.on_topic + other.on_topic,
            self.topicless_targets + other.topicless_targets,
        )

    @property
    def mean_depth(self) -> float | None:
        """1 when nobody ever answers an answer."""
        return self.depths.value

    @property
    def unanswered(self) -> Share:
        """Lines that nobody answered."""
        return self.answered.rest()


NO_REPLIES = Replies(Share(), 0, Share(), Share(), Share(), Share(), 0)


def replies(chat: Transcript) -> Replies:
    """Measure one chat."""
    depths = reply_depths(chat)
    deep = [depth for depth in depths if depth]
    on_topic, topicless = topic_sharing(chat)
    return Replies(
        depths=Share(sum(deep), len(deep)),
        max_depth=max(deep, default=0),
        answered=answered(chat),
        taken_up=taken_up(chat),
        reciprocity=reciprocity(chat),
        on_topic=on_topic,
        topicless_targets=topicless,
    )


def reply_depths(chat: Transcript) -> list[int]:
    """For each line the number of lines above it: 0 when it replies to none, 1 when to such a one, and so on.

    A reply to a line that is not known is one level deep.
    """
    depths: list[int] = []
    for line, target in zip(chat.lines, chat.replies, strict=True):
        depths.append(depths[target] + 1 if target is not None else int(line.reply_to is not None))
    return depths


def answered(chat: Transcript) -> Share:
    """Lines that a line of another sender is directed at."""
    heard = {
        target
        for at, target in enumerate(chat.directed)
        if target is not None and chat.lines[target].speaker != chat.lines[at].speaker
    }
    return Share(len(heard), len(chat.lines))


def taken_up(chat: Transcript) -> Share:
    """Lines that another sender's line is directed at or otherwise links to from among the next five of the stretch."""
    heard = {target for target in chat.directed if target is not None}
    for begin, end in chat.segments:
        for at in range(begin, end):
            if at not in heard and any(
                _builds(chat, at, later) for later in range(at + 1, min(end, at + 1 + LOOKS_BACK))
            ):
                heard.add(at)
    return Share(len(heard), len(chat.lines))


def _builds(chat: Transcript, earlier: int, later: int) -> bool:
    one, other = chat.lines[earlier], chat.lines[later]
    return one.speaker != other.speaker and link(other, one, chat.seconds(earlier, later)) >= SAME_TOPIC


def reciprocity(chat: Transcript) -> Share:
    """Ordered pairs (who, to whom) that also exist the other way round, among all."""
    pairs = set()
    for line, target in zip(chat.lines, chat.directed, strict=True):
        to = line.reply_author if target is None else chat.lines[target].speaker
        if to is not None and to != line.speaker:
            pairs.add((line.speaker, to))
    return Share(sum((to, who) in pairs for who, to in pairs), len(pairs))


def topic_sharing(chat: Transcript) -> tuple[Share, int]:
    """Personas' replies that share symbol or topic with their target, and how many targets had neither."""
    shared = among = topicless = 0
    for line, target in zip(chat.lines, chat.replies, strict=True):
        if target is None or line.by_person:
            continue
        asked = chat.lines[target].meaning
        if not asked.symbols and not asked.topics:
            topicless += 1
            continue
        among += 1
        common = not set(asked.symbols).isdisjoint(line.meaning.symbols)
        shared += common or shares_topic(line.meaning, asked)
    return Share(shared, among), topicless
