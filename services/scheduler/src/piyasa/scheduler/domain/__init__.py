"""Pure: who speaks next in a chat, why, to whom and about what."""
