"""What riders reported, to be answered by the union that the site belongs to."""
