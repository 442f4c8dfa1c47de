"""Upper bounds of the histograms, in seconds."""

from typing import Final

GENERATION: Final = (0.5, 1.0, 2.0, 5.0, 10.0, 30.0, 60.0)
HTTP: Final = (0.01, 0.05, 0.1, 0.5, 1.0, 2.0, 5.0, 10.0)
DATABASE: Final = (0.001, 0.005, 0.01, 0.05, 0.1, 0.5, 1.0, 5.0)
HANDLER: Final = (0.001, 0.005, 0.01, 0.05, 0.1, 0.5, 1.0, 5.0, 30.0)
ANSWER: Final = (1.0, 2.0, 5.0, 10.0, 20.0, 30.0, 60.0, 120.0, 300.0)
