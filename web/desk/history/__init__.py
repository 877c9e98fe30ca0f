"""What happened to sites, by whom, and back again."""
