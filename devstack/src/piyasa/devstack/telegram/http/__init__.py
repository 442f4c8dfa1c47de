"""The model over HTTP: the Bot API, the local interfaces, webhooks and the page."""
