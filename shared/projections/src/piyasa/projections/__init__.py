"""Pure folds over the log: no clock, no chance, no input or output, no text analysis."""
