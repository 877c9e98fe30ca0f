"""What the rows of a table say: columns to fields, cells to values."""
