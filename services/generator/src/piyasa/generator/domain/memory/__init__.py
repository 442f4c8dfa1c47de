"""What a persona keeps in mind: what is worth it, in which words, what merges and what fades."""
