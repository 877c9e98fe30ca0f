"""Sites that riders cannot be led to yet: each is put where it is, seen before it is kept."""
