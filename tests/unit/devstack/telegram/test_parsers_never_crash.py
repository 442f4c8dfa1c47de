"""Any text either parses or is refused in Telegram's words."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from piyasa.devstack.telegram.domain.formatting import formatted
from piyasa.devstack.telegram.domain.refusals import RefusalError
from piyasa.devstack.telegram.domain.utf16 import utf16_length

_MARKS = st.text(alphabet=st.sampled_from(list('ab🙂ş \n<>/&;"=*_~|`[]()!\\.>@#$')), max_size=40)


@pytest.mark.parametrize("mode", ["HTML", "Markdown", "MarkdownV2", ""])
@given(text=_MARKS)
def test_every_entity_lies_within_the_text(mode: str, text: str) -> None:
    try:
        plain, entities = formatted(text, mode)
    except RefusalError:
        return
    for entity in entities:
        offset, length = int(str(entity["offset"])), int(str(entity["length"]))
        assert 0 <= offset < offset + length <= utf16_length(plain)
