"""What the docs tell people to type, typed."""
