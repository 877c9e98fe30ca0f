"""What editors paste or print, and the page on which they choose it."""
