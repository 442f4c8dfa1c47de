"""What operators may see and change."""
