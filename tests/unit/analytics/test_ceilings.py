from piyasa.analytics.ceilings import ceilings, hours
from piyasa.analytics.terms import Terms
from support.utterances import Chat

MEHMET, AYSE, DENIZ = "b:mehmet-trader", "b:ayse-scalp", "p:kind-otter"


def test_the_share_is_taken_over_half_hours_with_active_people():
    chat = Chat()
    for at in range(4):
        chat.say(DENIZ, at)
        chat.say(MEHMET, at + 0.5)
    assert ceilings(chat.lines, Terms()).highest_bot_share is None, "four lines are not activity"
    chat.say(DENIZ, 10)
    chat.say(MEHMET, 20)
    found = ceilings(chat.lines, Terms(bot_share=0.45))
    assert found.highest_bot_share == 5 / 10
    assert (found.above_share.count, found.above_share.among) == (1, 2)
    chat.say(DENIZ, 1800 + 10)
    assert ceilings(chat.lines, Terms()).above_share.among == 2, "what is half an hour old is out of the window"


def test_a_full_minute_and_a_full_hour():
    chat = Chat()
    for number in range(4):
        chat.say((MEHMET, AYSE)[number % 2], number * 15)
    terms = Terms(per_minute=3, per_hour=1)
    found = ceilings(chat.lines, terms)
    assert (found.most_in_minute, found.minutes_exceeded) == (4, 1)
    told = hours(chat.lines, terms)
    assert (told.most, told.exceeded, told.personas_exceeding) == (2, 2, ("ayse-scalp", "mehmet-trader"))
    chat.say(MEHMET, 3600 + 30)
    assert hours(chat.lines, terms).exceeded == 2, "an hour has passed since the older ones"


def test_the_gap_between_messages_of_one_persona():
    chat = Chat()
    chat.say(MEHMET, 0, tick_id="one")
    chat.say(MEHMET, 4, tick_id="one", part=2)
    chat.say(AYSE, 10)
    chat.say(MEHMET, 123, tick_id="two")
    found = ceilings(chat.lines, Terms())
    assert (found.closest_seconds, found.gaps_broken) == (119, 1)
    assert ceilings(chat.lines, Terms(pace=2)).closest_seconds == 238
    chat.say(MEHMET, 130, tick_id="three", reason="mention")
    assert ceilings(chat.lines, Terms()).gaps_broken == 1, "answers to people need not wait"


def test_chats_add_up():
    one, other = Chat(), Chat("kripto-sohbet")
    one.say(MEHMET, 0)
    other.say(DENIZ, 0)
    both = ceilings(one.lines, Terms()) + ceilings(other.lines, Terms())
    assert both.bot_share.value == 0.5
    assert both.most_in_minute == 1
    assert both.highest_bot_share is None
