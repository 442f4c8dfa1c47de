from piyasa.devstack.llm.prompt_cache import PromptCache

BLOCK = 4
LETTERS = BLOCK * 3
SCOPE = b"large"


def prompt(*blocks: str) -> str:
    return "".join(block * LETTERS for block in blocks)


def test_a_prompt_is_cached_once_it_was_read() -> None:
    cache = PromptCache(block=BLOCK)
    assert cache.read(SCOPE, prompt("a", "b", "c")) == 0
    assert cache.read(SCOPE, prompt("a", "b", "c")) == 3 * BLOCK


def test_only_the_common_beginning_counts() -> None:
    cache = PromptCache(block=BLOCK)
    cache.read(SCOPE, prompt("a", "b", "c", "d"))
    assert cache.read(SCOPE, prompt("a", "b", "x", "d")) == 2 * BLOCK
    assert cache.read(SCOPE, prompt("b", "c", "d")) == 0


def test_a_block_that_is_not_full_does_not_count() -> None:
    cache = PromptCache(block=BLOCK)
    cache.read(SCOPE, prompt("a", "b")[:-1])
    assert cache.read(SCOPE, prompt("a", "b")) == BLOCK


def test_scopes_share_nothing() -> None:
    cache = PromptCache(block=BLOCK)
    cache.read(SCOPE, prompt("a"))
    assert cache.read(b"small", prompt("a")) == 0


def test_what_is_below_the_minimum_is_not_cached() -> None:
    cache = PromptCache(block=BLOCK, minimum=3 * BLOCK)
    cache.read(SCOPE, prompt("a", "b", "c"))
    assert cache.read(SCOPE, prompt("a", "b")) == 0
    assert cache.read(SCOPE, prompt("a", "b", "c", "d")) == 3 * BLOCK


def test_the_prompt_not_read_for_longest_is_forgotten_from_its_end() -> None:
    cache = PromptCache(block=BLOCK, kept=5)
    cache.read(SCOPE, prompt("a", "b", "c"))
    cache.read(SCOPE, prompt("x", "y", "z"))
    assert cache.read(SCOPE, prompt("a", "b", "c")) == 2 * BLOCK
    assert cache.read(SCOPE, prompt("x", "y", "z")) == 2 * BLOCK
