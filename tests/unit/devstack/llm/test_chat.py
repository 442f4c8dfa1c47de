import pytest

from piyasa.devstack.llm.chat import NotAnswerable, complete, request_hash

ASKED = {"model": "m", "messages": [{"role": "user", "content": "THYAO ne olur?"}], "temperature": 0.8}


def test_the_same_request_gets_the_same_words_streamed_or_not() -> None:
    whole = complete(ASKED, created=1)
    streamed = complete({**ASKED, "stream": True, "stream_options": {"include_usage": True}}, created=2)
    assert streamed.texts == whole.texts
    assert whole.id == streamed.id


@pytest.mark.parametrize("change", [{"model": "other"}, {"seed": 2}, {"temperature": 0.9}])
def test_whatever_decides_the_answer_changes_the_hash(change: dict[str, object]) -> None:
    assert request_hash({**ASKED, **change}) != request_hash(ASKED)


def test_pieces_put_together_are_the_whole() -> None:
    answer = complete({**ASKED, "n": 2}, created=1)
    texts = ["", ""]
    for piece in answer.pieces(include_usage=False):
        for choice in piece["choices"]:
            texts[choice["index"]] += choice["delta"].get("content", "")
    assert tuple(texts) == answer.texts
    assert texts[0] != texts[1]


def test_usage_comes_last_and_only_when_wanted() -> None:
    answer = complete(ASKED, created=1)
    *before, last = answer.pieces(include_usage=True)
    assert last["choices"] == []
    assert last["usage"] == answer.usage
    assert all(piece["usage"] is None for piece in before)
    assert all("usage" not in piece for piece in answer.pieces(include_usage=False))


def test_an_answer_is_about_what_was_asked() -> None:
    asked = [{"messages": [{"role": "user", "content": f"{turn}. altın?"}]} for turn in range(20)]
    assert all("altın" in complete(request, created=1).texts[0] for request in asked)


def test_a_limit_cuts_and_says_so() -> None:
    answer = complete({**ASKED, "max_tokens": 2}, created=1)
    assert len(answer.texts[0].split()) == 2
    assert answer.finish == ("length",)


def test_parts_of_a_message_count_as_its_text() -> None:
    parts = [{"type": "text", "text": "gümüş"}, {"type": "text", "text": "bugün"}]
    answer = complete({"messages": [{"role": "user", "content": parts}]}, created=1)
    assert "gümüş" in answer.texts[0]
    assert answer.prompt_tokens == 2


@pytest.mark.parametrize(
    "request_body",
    [{}, {"messages": []}, {"messages": ["text"]}, {**ASKED, "response_format": {"type": "json_object"}}],
)
def test_what_cannot_be_answered_is_refused(request_body: dict[str, object]) -> None:
    with pytest.raises(NotAnswerable):
        complete(request_body, created=1)
