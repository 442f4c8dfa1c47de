from piyasa.analytics.replies import replies, reply_depths
from support.utterances import Chat

MEHMET, AYSE, DENIZ = "b:mehmet-trader", "b:ayse-scalp", "p:kind-otter"


def test_depth_counts_the_lines_above():
    chat = Chat()
    chat.say(DENIZ, 0)
    chat.say(MEHMET, 10, to=1)
    chat.say(DENIZ, 20, to=2)
    chat.say(AYSE, 30)
    chat.say(AYSE, 40, reply_to=77)
    assert reply_depths(chat.transcript) == [0, 1, 2, 0, 1]
    found = replies(chat.transcript)
    assert (found.mean_depth, found.max_depth) == (4 / 3, 2)


def test_naming_the_sender_of_one_of_the_five_lines_before_answers_it():
    chat = Chat()
    chat.say(MEHMET, 0)
    chat.say(DENIZ, 10)
    chat.say(AYSE, 20, mentions=("mehmet-trader",))
    assert chat.transcript.directed == (None, None, 0)
    assert replies(chat.transcript).answered.value == 1 / 3


def test_answering_oneself_leaves_a_line_unanswered():
    chat = Chat()
    chat.say(MEHMET, 0)
    chat.say(MEHMET, 10, to=1)
    assert replies(chat.transcript).unanswered.value == 1.0


def test_reciprocity_is_the_share_of_pairs_answered_back():
    chat = Chat()
    chat.say(DENIZ, 0)
    chat.say(MEHMET, 10, to=1)
    chat.say(DENIZ, 20, to=2)
    chat.say(AYSE, 30, to=1)
    assert replies(chat.transcript).reciprocity.value == 2 / 3


def test_a_line_is_taken_up_when_somebody_else_builds_on_it():
    chat = Chat()
    chat.say(DENIZ, 0, symbols=("THYAO",))
    chat.say(DENIZ, 10, symbols=("THYAO",))
    chat.say(MEHMET, 20, symbols=("THYAO",))
    assert replies(chat.transcript).taken_up.value == 2 / 3


def test_replies_share_symbol_or_topic_with_targets_that_have_one():
    chat = Chat()
    chat.say(DENIZ, 0, symbols=("THYAO",), topics={"BIST": 1.0})
    chat.say(DENIZ, 5)
    chat.say(MEHMET, 10, to=1, symbols=("THYAO",))
    chat.say(AYSE, 20, to=1, topics={"BIST": 2.0})
    chat.say(AYSE, 30, to=1, topics={"FX": 1.0})
    chat.say(AYSE, 40, to=2)
    chat.say(DENIZ, 50, to=1)
    found = replies(chat.transcript)
    assert (found.on_topic.count, found.on_topic.among, found.topicless_targets) == (2, 3, 1)
