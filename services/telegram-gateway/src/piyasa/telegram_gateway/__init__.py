"""Says a message once, hears people, and checks that they are told about AI."""
