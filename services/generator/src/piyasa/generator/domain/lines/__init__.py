"""The lines of the offline engine, as patterns by what they are for."""
