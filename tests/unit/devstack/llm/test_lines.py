from piyasa.devstack.llm.lines import market_line


def test_a_seed_has_one_line_and_seeds_differ() -> None:
    lines = [market_line(str(seed).encode()) for seed in range(300)]
    assert lines == [market_line(str(seed).encode()) for seed in range(300)]
    assert len(set(lines)) > 250


def test_lines_are_short_and_end_like_sentences() -> None:
    for seed in range(300):
        line = market_line(str(seed).encode())
        assert 10 < len(line) <= 160
        assert line[-1] in ".?"
        assert "  " not in line
