"""A language model that needs no key and no network: the OpenAI interface over written lines."""
