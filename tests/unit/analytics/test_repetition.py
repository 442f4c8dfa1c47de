from math import exp, log

import pytest

from piyasa.analytics.repetition import distinct, mean_similarity, repetition, self_bleu
from piyasa.language import sketch
from support.utterances import Chat

DAY = 86_400


def test_distinct_runs_over_all_runs():
    lines = [("a", "b", "a"), ("a", "b")]
    assert distinct(lines, 1) == 2 / 5
    assert distinct(lines, 2) == 2 / 3
    assert distinct(lines, 4) is None


def test_equal_lines_have_a_self_bleu_of_one():
    assert self_bleu([("bu", "endeks", "yine", "yatay")] * 3) == pytest.approx(1.0)


def test_self_bleu_by_hand():
    # Each of two lines of four words shares three words, two pairs, one run of three, no run of four (0.1 of 1).
    lines = [("a", "b", "c", "d"), ("a", "b", "c", "e")]
    assert self_bleu(lines) == pytest.approx(exp((log(3 / 4) + log(2 / 3) + log(1 / 2) + log(0.1)) / 4))


def test_a_run_used_twice_counts_as_often_as_another_line_uses_it():
    # "a" stands twice in the first line and once in the second: one of the two counts.
    lines = [("a", "a", "b", "c"), ("a", "x", "y", "z")]
    one = exp((log(1 / 4) + log(0.1 / 3) + log(0.1 / 2) + log(0.1)) / 4)
    assert self_bleu(lines) == pytest.approx(one)


def test_a_short_line_pays_for_its_brevity():
    lines = [("a", "b", "c", "d"), ("a", "b", "c", "d", "e")]
    longer = exp((log(4 / 5) + log(3 / 4) + log(2 / 3) + log(1 / 2)) / 4)
    assert self_bleu(lines) == pytest.approx((exp(1 - 5 / 4) + longer) / 2)


def test_lines_are_equal_within_a_day_in_their_chat():
    chat = Chat()
    chat.say("b:mehmet-trader", 0, "Bence yatay.")
    chat.say("p:kind-otter", 10, "Bence yatay.")
    chat.say("b:ayse-scalp", DAY, "bence yatay 🙂")
    chat.say("b:ali-ekonomist", 2 * DAY + 1, "Bence yatay.")
    found = repetition(chat.lines)
    assert (found.equal_lines.count, found.equal_lines.among) == (1, 3)
    assert found.exact_duplicates.count == 0, "the letters differ within the day, and the same letters come later"


def test_what_was_said_before_the_lines_makes_them_repetitions_and_is_not_counted():
    chat = Chat()
    for at in (0, 10, DAY + 5, DAY + 20):
        chat.say("b:mehmet-trader", at, "Bence yatay.")
    chat.say("b:mehmet-trader", DAY + 30, "Endeks sakin.")
    alone, within = repetition(chat.lines[2:3]), repetition(chat.lines[2:], chat.lines[:2])
    assert (alone.equal_lines.count, alone.equal_lines.among) == (0, 1)
    assert (within.equal_lines.count, within.equal_lines.among, within.messages) == (2, 3, 3)
    assert within.exact_duplicates.count == 2
    late = repetition(chat.lines[3:4], chat.lines[:1])
    assert late.equal_lines.count == 0, "more than a day lies between"


def test_the_same_letters_of_one_persona_in_two_chats_are_a_duplicate_but_no_equal_line():
    one, other = Chat("bist-sohbet"), Chat("kripto-sohbet")
    lines = [one.say("b:mehmet-trader", 0, "Bence yatay."), other.say("b:mehmet-trader", 5, "Bence yatay.")]
    found = repetition(lines)
    assert found.exact_duplicates.count == 1
    assert found.equal_lines.count == 0


def test_similarity_is_the_mean_over_all_pairs():
    same, other = sketch("endeks bugün yatay kapatır"), sketch("qqq www zzz")
    assert mean_similarity([same, same]) == 1.0
    assert mean_similarity([same, same, other]) == pytest.approx(1 / 3, abs=0.02)
    assert mean_similarity([same, "not a sketch"]) is None


def test_what_nobody_said_is_not_repeated():
    found = repetition([])
    assert (found.messages, found.distinct_2, found.self_bleu, found.equal_lines.value) == (0, None, None, None)
