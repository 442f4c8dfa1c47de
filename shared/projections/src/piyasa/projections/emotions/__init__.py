"""What a persona feels."""
