"""What Piyasa needs around it on one machine, without Docker, keys or a network."""
