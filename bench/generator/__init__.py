"""What drafting costs with a model behind it, and what caching saves."""
