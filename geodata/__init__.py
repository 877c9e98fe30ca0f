"""The memory: store, files in and out, the demo city. The only home of data frames."""
