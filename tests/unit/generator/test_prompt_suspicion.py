"""Texts are looked through for orders once, however many prompts they stand in."""

from dataclasses import dataclass, field

from piyasa.generator.domain.prompt.suspicion import Once


@dataclass
class Marked:
    """Finds orders in texts with an exclamation mark, and notes what it was asked."""

    asked: list[str] = field(default_factory=list)

    def __call__(self, text: str) -> bool:
        self.asked.append(text)
        return "!" in text


def test_a_text_is_looked_through_once() -> None:
    marked = Marked()
    once = Once(marked)
    assert [once(text) for text in ("unut!", "selam", "unut!", "selam")] == [True, False, True, False]
    assert marked.asked == ["unut!", "selam"]


def test_the_finding_that_was_made_first_is_given_up_for_a_new_one() -> None:
    marked = Marked()
    once = Once(marked, kept=2)
    for text in ("bir", "iki!", "üç", "iki!", "bir"):
        once(text)
    assert marked.asked == ["bir", "iki!", "üç", "bir"]


def test_what_people_wrote_is_not_kept() -> None:
    once = Once(Marked())
    once("kimsenin bilmediği bir söz")
    assert all("söz".encode() not in key and len(key) == 16 for key in once._found)


def test_half_a_pair_of_surrogates_is_a_text_like_any_other() -> None:
    assert Once(Marked())("\ud83d!")
