"""What holds whatever happens in a chat."""

from datetime import timedelta

from hypothesis import given, settings
from hypothesis import strategies as st

from piyasa.contracts import membership, persona, system
from piyasa.contracts.conversation import ANSWERS_PEOPLE
from piyasa.projections.conversations import reading
from piyasa.scheduler.domain.decision import Tick
from piyasa.scheduler.domain.limits import ANSWERS_AT_ONCE, TICKS_AT_ONCE
from support.events import CHAT, abandoned, meaning, ready, received, rejected, sent

BOTS = [f"bot-{number}" for number in range(7)]
STEPS = st.one_of(
    st.tuples(st.just("decide"), st.booleans()),
    st.tuples(st.just("person"), st.sampled_from(["", *BOTS])),
    st.tuples(st.just("end"), st.sampled_from(["abandoned", "rejected", "ready", "sent"])),
    st.tuples(st.just("time"), st.sampled_from([1.0, 20.0, 130.0, 700.0])),
    st.tuples(st.just("switch"), st.sampled_from(["chat", "simulation", *BOTS])),
    st.tuples(st.just("scale"), st.sampled_from([0.5, 1.0, 3.0])),
)


class Life:
    """A chat in which anything may happen."""

    def __init__(self, stage) -> None:
        self.stage, self.number = stage, 100
        self.off: set[str] = set()
        self.asked: list[str] = []

    def go(self, kind: str, what) -> None:
        getattr(self, f"_{kind}")(what)

    def _person(self, bot: str) -> None:
        self.number += 1
        known = {"addressed_to": bot, "is_question": True, "mentions": (bot,)} if bot else {}
        self.stage.tell(received(self.number, meaning=meaning(**known)))

    def _time(self, seconds: float) -> None:
        self.stage.tell(system.PersonUnsilenced(person_id="nobody"), after=seconds)

    def _scale(self, factor: float) -> None:
        self.stage.tell(system.SimulationScaled(scale_factor=factor, by="admin"))

    def _switch(self, what: str) -> None:
        on = what in self.off
        self.off ^= {what}
        by = {"by": "admin"}
        if what == "chat":
            self.stage.tell((membership.ChatEnabled if on else membership.ChatDisabled)(chat_id=CHAT, **by))
        elif what == "simulation":
            self.stage.tell((system.SimulationStarted if on else system.SimulationStopped)(**by))
        else:
            self.stage.tell((persona.BotEnabled if on else persona.BotDisabled)(bot_id=what, **by))

    def _end(self, how: str) -> None:
        ticks = self.stage.conversation.ticks
        if not ticks:
            return
        tick = ticks[0]
        known = {"tick_id": tick.tick_id, "bot_id": tick.bot_id}
        if how in {"abandoned", "rejected"}:
            self.stage.tell({"abandoned": abandoned, "rejected": rejected}[how]("any", **known))
            return
        target = None if tick.reply_to is None else {"telegram_message_id": tick.reply_to}
        self.stage.tell(ready(tick.tick_id, **known, reason=tick.reason, reply_to=target))
        if how == "sent":
            self.number += 1
            self.stage.tell(sent(tick.tick_id, self.number, **known, reply_to=target))

    def _decide(self, due: bool) -> None:
        before = self.stage.scene()
        decision = self.stage.decide(due=due)
        if not isinstance(decision, Tick):
            assert decision.until is None or decision.until > self.stage.now
            return
        self._holds_for(decision, before)
        self.stage.tell(decision.request, after=0)
        self.asked.append(decision.request.tick_id)
        assert len(set(self.asked)) == len(self.asked)

    def _holds_for(self, tick: Tick, before) -> None:
        request = tick.request
        alive = reading.ticks_alive(before.conversation, before.now)
        assert request.bot_id not in {each.bot_id for each in alive}
        assert not self.off & {"chat", request.bot_id}
        assert request.expires_at > before.now + timedelta(seconds=request.wait_seconds)
        answers = [each for each in alive if each.reason in ANSWERS_PEOPLE]
        if request.reason in ANSWERS_PEOPLE:
            assert len(answers) < ANSWERS_AT_ONCE
            assert all(each.reply_to != request.reply_to.telegram_message_id for each in answers)
        else:
            assert "simulation" not in self.off
            most = max(1, int(TICKS_AT_ONCE[before.tempo] * before.settings.scale_factor))
            assert len(alive) - len(answers) < most


@settings(max_examples=150, deadline=None)
@given(steps=st.lists(STEPS, max_size=60))
def test_nobody_is_asked_twice_too_much_or_where_nobody_may_speak(new_stage_of, steps) -> None:
    life = Life(new_stage_of(*BOTS))
    for kind, what in steps:
        life.go(kind, what)
        life.go("decide", kind == "time")
