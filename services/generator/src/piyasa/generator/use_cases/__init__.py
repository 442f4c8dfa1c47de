"""From a tick to words, or to the reason why there are none."""
