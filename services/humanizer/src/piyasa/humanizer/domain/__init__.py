"""How a draft is said and when: pure, with chance handed in."""
