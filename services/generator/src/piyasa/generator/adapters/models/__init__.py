"""Models behind the OpenAI interface, where their settings come from, and the shared account of what they cost."""
