"""What a persona must answer truthfully, must not say, and must not be talked into."""
