"""Which sites count, and at which minutes of the week."""
