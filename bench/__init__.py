"""What a message costs, beside a reference that does only the moving."""
