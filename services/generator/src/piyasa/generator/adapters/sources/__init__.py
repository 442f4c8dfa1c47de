"""Where market figures come from: feeds, a file, an address."""
