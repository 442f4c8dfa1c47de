"""What a model is told: the parts of behaviour 11.1 as pure functions from a scene to text, in two languages."""

from piyasa.generator.domain.prompt.rendering import TOKENS_AT_MOST, Prompt, Rendering, prompt_of, rendered

__all__ = ["TOKENS_AT_MOST", "Prompt", "Rendering", "prompt_of", "rendered"]
