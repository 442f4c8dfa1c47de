from datetime import timedelta

from piyasa.analytics import Facts
from piyasa.analytics.lives import SAMPLED_EVERY, Lives
from piyasa.contracts.system import SettingChanged
from piyasa.contracts.values import Meaning
from support.events import AYSE, MEHMET, NOON, Log, joined, received, registered, reply, sent

KIND = Meaning(sentiment=0.9, topics={"BIST": 1.0})


def lived(events, **known):
    lives = Lives(**known)
    for event in events:
        lives.take(event)
    return lives


def friendly(times):
    log = Log()
    log.add(registered(), registered(AYSE), joined(), joined(AYSE, seat=2))
    for number in range(1, 2 * times, 2):
        log.add(sent(number, number, bot_id=AYSE), after=600)
        log.add(received(number + 1, reply_to=reply(number, f"b:{AYSE}"), meaning=KIND), after=30)
        log.add(
            sent(
                (number, "back"), 10_000 + number, bot_id=AYSE, meaning=KIND, reply_to=reply(number + 1, "p:kind-otter")
            ),
            after=30,
        )
    return log.events


def test_feelings_are_sampled_every_quarter_of_an_hour():
    lives = lived(friendly(20))
    times = [felt.time for felt in lives.feelings[MEHMET]]
    assert times[0] > NOON
    assert all((time - NOON) % SAMPLED_EVERY == timedelta(0) for time in times)
    assert len(times) == len(set(times)) >= 10


def test_relationships_that_change_are_counted_once_each():
    events = friendly(40)
    changes = lived(events).added_to(Facts()).relationship_changes
    assert changes["stranger", "acquaintance"] == 1
    assert sum(changes.values()) == len(changes), "each change of the one relationship happened once"
    late = lived(events, since=events[-1].time + timedelta(seconds=1)).added_to(Facts())
    assert not late.relationship_changes
    assert late.known_life_events


def test_settings_are_those_of_the_log():
    log = Log()
    log.add(SettingChanged(key="answer_within_seconds", value=120, origin="admin", by="admin"))
    assert lived(log.events).settings.answer_within_seconds == 120
