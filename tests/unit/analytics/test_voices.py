from piyasa.analytics.voices import separability
from support.utterances import Chat

WORDS = ("endeks", "dolar", "altın", "hisse", "faiz", "enflasyon", "bitcoin", "banka", "petrol", "borsa")


def spoken(**manners):
    chat = Chat()
    for number in range(20):
        for who, manner in manners.items():
            chat.say(f"b:{who}", number * 60, manner(WORDS[number % 10] + " " + WORDS[number * 3 % 10]))
    return chat.lines


def test_manners_that_differ_are_told_apart():
    found = separability(spoken(loud=str.upper, soft=str.lower, keen=lambda words: f"{words}!!! 🚀"))
    assert (found.personas, found.lines) == (3, 30)
    assert found.accuracy == 1.0
    assert found.over_chance == 3.0
    assert found.confused == ()


def test_equal_manners_are_no_better_than_chance():
    found = separability(spoken(one=str.lower, two=str.lower))
    assert found.accuracy == found.chance == 0.5
    assert found.over_chance == 1.0
    assert found.confused == (("two", "one", 10),)


def test_one_alone_and_those_who_said_little_are_left_out():
    chat = Chat()
    for number in range(9):
        chat.say("b:quiet", number)
    assert separability(spoken(one=str.lower) + chat.lines).accuracy is None
