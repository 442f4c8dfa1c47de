import pytest

from piyasa.devstack.llm.chat import Completion, complete, request_hash
from piyasa.devstack.llm.refusals import NotAnswerable

ASKED = {"model": "m", "messages": [{"role": "user", "content": "THYAO ne olur?"}], "temperature": 0.8}


def texts(answer: Completion) -> list[str]:
    return [said.text for said in answer.said]


def test_the_same_request_gets_the_same_words_streamed_or_not() -> None:
    whole = complete(ASKED, created=1)
    streamed = complete({**ASKED, "stream": True, "stream_options": {"include_usage": True}}, created=2)
    assert streamed.said == whole.said
    assert whole.id == streamed.id


@pytest.mark.parametrize("change", [{"model": "other"}, {"seed": 2}, {"temperature": 0.9}])
def test_whatever_decides_the_answer_changes_the_hash(change: dict[str, object]) -> None:
    assert request_hash({**ASKED, **change}) != request_hash(ASKED)


def test_pieces_put_together_are_the_whole() -> None:
    answer = complete({**ASKED, "n": 2}, created=1)
    heard = ["", ""]
    for piece in answer.pieces(include_usage=False):
        for choice in piece["choices"]:
            heard[choice["index"]] += choice["delta"].get("content") or ""
    assert heard == texts(answer)
    assert heard[0] != heard[1]


def test_usage_comes_last_and_only_when_wanted() -> None:
    answer = complete(ASKED, created=1)
    *before, last = answer.pieces(include_usage=True)
    assert last["choices"] == []
    assert last["usage"] == answer.usage
    assert all(piece["usage"] is None for piece in before)
    assert all("usage" not in piece for piece in answer.pieces(include_usage=False))


def test_an_answer_is_about_what_was_asked() -> None:
    asked = [{"messages": [{"role": "user", "content": f"{turn}. altın?"}]} for turn in range(20)]
    assert all("altın" in texts(complete(request, created=1))[0] for request in asked)


def test_a_limit_cuts_and_says_so() -> None:
    answer = complete({**ASKED, "max_tokens": 2}, created=1)
    assert len(answer.said[0].text) == 6
    assert answer.said[0].finish == "length"
    assert answer.tokens.completion == 2


def test_parts_of_a_message_count_as_its_text() -> None:
    parts = [{"type": "text", "text": "gümüş"}, {"type": "text", "text": "bugün"}]
    answer = complete({"messages": [{"role": "user", "content": parts}]}, created=1)
    assert "gümüş" in texts(answer)[0]
    assert answer.tokens.prompt == len("user: gümüş bugün\n") / 3


@pytest.mark.parametrize(
    "request_body",
    [{}, {"messages": []}, {"messages": ["text"]}, {**ASKED, "response_format": {"type": "grammar"}}],
)
def test_what_cannot_be_answered_is_refused(request_body: dict[str, object]) -> None:
    with pytest.raises(NotAnswerable):
        complete(request_body, created=1)
