"""Market figures: how they are read, how long they hold, how they are spoken of, and what they say of opinions."""
