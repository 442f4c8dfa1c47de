"""Where counting goes, and where the view starts from."""
