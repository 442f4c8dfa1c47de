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


def graph_of(folder, **towards):
    ties = {"mehmet-trader": Ties("mehmet-trader", towards={f"p:{name}": known for name, known in towards.items()})}
    (path,) = draw(folder, [], ties=ties)
    return path.read_text()


def test_where_nobody_is_more_than_a_stranger_the_most_familiar_strangers_are_drawn(tmp_path):
    strangers = {f"person{number:03}": Relationship(familiarity=number / 10) for number in range(100)}
    graph = graph_of(tmp_path, **strangers)
    assert "Nobody is more than a stranger to anybody" in graph
    assert "person099" in graph
    assert "person001" not in graph
    assert "#dddddd" in graph


def test_strangers_are_not_drawn_beside_others(tmp_path):
    graph = graph_of(tmp_path, known=Relationship(kind="friend", familiarity=60), unknown=Relationship(familiarity=9))
    assert ("unknown" in graph, "Nobody" in graph) == (False, False)


def test_personas_who_met_nobody_are_said_to(tmp_path):
    assert "Nobody has met anybody" in graph_of(tmp_path)


def test_plots_of_an_earlier_time_that_are_not_drawn_again_are_removed_and_other_files_stay(tmp_path):
    drawn(tmp_path)
    (tmp_path / "mine.svg").write_text("<svg/>")
    graph_of(tmp_path)
    assert sorted(path.name for path in tmp_path.iterdir()) == ["mine.svg", "relationships.svg"]
