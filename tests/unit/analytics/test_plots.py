from datetime import timedelta

from piyasa.analytics.lives import Feeling
from piyasa.analytics.plots import draw
from piyasa.projections.relationships import Relationship, Ties
from support.events import NOON
from support.utterances import Chat


def drawn(folder):
    chat = Chat()
    for number in range(30):
        chat.say(("p:kind-otter", "b:mehmet-trader")[number % 2], number * number * 10)
    feelings = {
        "mehmet-trader": [Feeling(NOON + timedelta(minutes=15 * at), (50.0 + at,) * 7) for at in range(8)],
        "ayse-scalp": [Feeling(NOON, (40.0,) * 7)],
    }
    towards = {"b:ayse-scalp": Relationship(kind="friend", familiarity=60), "p:kind-otter": Relationship(kind="rival")}
    return draw(folder, chat.lines, feelings=feelings, ties={"mehmet-trader": Ties("mehmet-trader", towards=towards)})


def test_every_plot_is_an_svg_and_the_same_twice(tmp_path):
    one, other = drawn(tmp_path / "one"), drawn(tmp_path / "other")
    assert [path.name for path in one] == ["activity.svg", "intervals.svg", "emotions.svg", "relationships.svg"]
    for first, second in zip(one, other, strict=True):
        assert first.read_bytes() == second.read_bytes()
        assert b"<svg" in first.read_bytes()[:1000]
    assert "kind-otter" in one[3].read_text()


def test_nothing_to_draw_is_no_file(tmp_path):
    assert draw(tmp_path, []) == ()
