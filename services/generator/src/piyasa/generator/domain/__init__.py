"""What a persona says, decided without clocks, chance of its own, or networks."""
