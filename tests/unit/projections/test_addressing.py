"""Which personas a line or a reaction is about."""

from piyasa.projections.addressing import concerned_by
from support.events import AYSE, MEHMET, PERSON, meaning, reacted, received, registered, reply, sent


def test_a_persons_line_is_about_whom_it_mentions_and_whom_it_answers_each_once() -> None:
    assert concerned_by(received(11)) == ()
    line = received(11, meaning=meaning(mentions=(AYSE,)), reply_to=reply(5, f"b:{MEHMET}"))
    assert concerned_by(line) == (AYSE, MEHMET)
    assert concerned_by(received(11, meaning=meaning(mentions=(AYSE,)), reply_to=reply(5, f"b:{AYSE}"))) == (AYSE,)
    assert concerned_by(received(11, reply_to=reply(5, f"p:{PERSON}"))) == ()


def test_a_personas_line_is_about_itself_and_others() -> None:
    assert concerned_by(sent("tick", 12, bot_id=MEHMET, reply_to=reply(5, f"b:{AYSE}"))) == (MEHMET, AYSE)
    assert concerned_by(sent("tick", 12, bot_id=MEHMET, reply_to=reply(5, f"b:{MEHMET}"))) == (MEHMET,)


def test_a_reaction_is_about_the_persona_whose_words_it_is_to() -> None:
    assert concerned_by(reacted(12, f"b:{MEHMET}", 0.5)) == (MEHMET,)
    assert concerned_by(reacted(12, f"b:{MEHMET}", 0.5, removed=True)) == ()
    assert concerned_by(reacted(12, f"p:{PERSON}", 0.5)) == ()


def test_other_facts_are_for_others_to_judge() -> None:
    assert concerned_by(registered()) is None
