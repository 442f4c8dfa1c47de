"""The registry of facts: what is published, by whom, on which subject, in which shape."""
