"""What happened to sites, and whether anything has since somebody looked."""
