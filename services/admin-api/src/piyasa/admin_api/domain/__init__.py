"""What operators may change, and what follows from it; pure."""
