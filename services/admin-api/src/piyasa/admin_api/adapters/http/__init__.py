"""The HTTP side: routes, bodies, errors, access."""
