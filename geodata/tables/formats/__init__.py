"""One reader for each format, all run inside the confined process."""
