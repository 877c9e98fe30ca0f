"""The page for planners: who is left out, and when."""
