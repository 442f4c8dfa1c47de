"""What a persona said lately."""
