"""Who speaks next in a chat: the checks of behaviour 7.3 in order, people before everything else."""

from __future__ import annotations

from piyasa.contracts.values import is_person
from piyasa.projections.conversations import reading
from piyasa.scheduler.domain.chance import Draw
from piyasa.scheduler.domain.decision import Decision, Rest, Tick, sooner
from piyasa.scheduler.domain.people import answer_people
from piyasa.scheduler.domain.request import Attempt
from piyasa.scheduler.domain.scene import Scene
from piyasa.scheduler.domain.talk import interruption, small_talk
from piyasa.scheduler.domain.turns import is_fresh, take_turn


def decide(scene: Scene, *, decision_id: str, draw: Draw, talk_is_due: bool) -> Decision:
    """Ask one persona to speak, or nobody.

    ``decision_id`` becomes the id of the tick, except of one that answers a person: that one's is derived from the
    question. Small talk is only thought of when its tick is due; people and held turns do not wait for it.
    """
    closed = _closed(scene)
    if closed is not None:
        return closed
    answer = answer_people(scene, draw)
    if isinstance(answer, Tick):
        return answer
    if not scene.installation.simulation_active:
        return Rest(answer.until, "inactive")
    talk = _talk(scene, Attempt.of(decision_id, draw), talk_is_due=talk_is_due)
    if isinstance(talk, Tick):
        return talk
    return Rest(sooner(answer.until, talk.until), talk.reason)


def _closed(scene: Scene) -> Rest | None:
    if scene.installation.emergency is not None:
        return Rest(None, "emergency")
    return None if scene.chat.open_for_talk else Rest(None, "closed")


def _talk(scene: Scene, making: Attempt, *, talk_is_due: bool) -> Decision:
    turn = reading.turn_of(scene.conversation, scene.now, scene.settings.turn_hold_seconds)
    if turn is not None and not is_person(turn.expected) and (talk_is_due or is_fresh(scene)):
        taken = take_turn(scene, turn, making)
        if isinstance(taken, Tick):
            return taken
    if turn is not None:
        return interruption(scene, turn, making, talk_is_due=talk_is_due)
    return small_talk(scene, making) if talk_is_due else Rest(None, "not_due")
