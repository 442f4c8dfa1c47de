from piyasa.devstack.llm.meter import Meter
from piyasa.devstack.llm.tokens import Tokens, tokens_of


def test_a_begun_token_counts() -> None:
    assert [tokens_of("a" * letters) for letters in (0, 1, 3, 4)] == [0, 1, 1, 2]


def test_answers_are_summed_by_model() -> None:
    meter = Meter()
    meter.served("large", Tokens(10, 4, 2))
    meter.served("large", Tokens(20, 8, 3))
    meter.served("small", Tokens(1, 0, 1))
    assert meter.page()["models"] == {
        "large": {"answers": 2, "prompt": 30, "cached": 12, "completion": 5},
        "small": {"answers": 1, "prompt": 1, "cached": 0, "completion": 1},
    }


def test_the_most_calls_at_once_are_kept_until_cleared() -> None:
    meter = Meter()
    with meter.under_way():
        with meter.under_way():
            pass
        assert (meter.page()["in_flight"], meter.page()["most_in_flight"]) == (1, 2)
        meter.clear()
        assert meter.page() == {"models": {}, "in_flight": 1, "most_in_flight": 1}
    assert meter.page()["in_flight"] == 0
