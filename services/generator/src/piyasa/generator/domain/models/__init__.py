"""Calls to language models as values: what is asked, what came back, what went wrong, what it may cost."""
