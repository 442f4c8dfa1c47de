"""What people wrote is soon held nowhere but on the log, where it can be forgotten."""

from collections.abc import Callable

import pytest

from piyasa.language.disguise import undisguise
from piyasa.language.protected import protected_spans
from support.forgetting import holds_on


@pytest.mark.parametrize("read", [undisguise, protected_spans])
def test_a_text_is_held_while_it_is_read_again_and_not_much_longer(read: Callable[[str], object]) -> None:
    assert holds_on(read, "THYAO 318,5 TL oldu, ben de aldım", others=1)
    assert not holds_on(read, "THYAO 318,5 TL oldu, ben de aldım", others=64)
