"""Commands for planners."""
