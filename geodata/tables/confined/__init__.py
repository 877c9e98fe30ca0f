"""The process in which files are read, and what all readers in it share."""
