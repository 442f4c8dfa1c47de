"""What operators do with the read models and the log while the system runs; the command line calls it."""
