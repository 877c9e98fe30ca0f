"""What a site says of itself beyond hours and position: a work list, and an editor."""
