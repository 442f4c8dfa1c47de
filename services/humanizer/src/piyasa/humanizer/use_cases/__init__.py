"""From a draft to a message that is ready, or to the reason why there is none."""
