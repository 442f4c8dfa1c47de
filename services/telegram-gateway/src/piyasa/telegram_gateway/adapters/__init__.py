"""Telegram, the broker and the vault behind the service's ports."""
