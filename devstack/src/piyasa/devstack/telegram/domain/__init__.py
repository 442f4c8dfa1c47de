"""The model of Telegram: pure state, facts and decisions; no clock, no chance, no sockets."""
