"""What may go out, what came of it, and what people's updates say: decisions without clock, chance or network."""
