"""Where words come from, and where counting goes."""
