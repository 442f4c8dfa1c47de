"""The piyasa command line."""
