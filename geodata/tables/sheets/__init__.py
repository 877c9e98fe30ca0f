"""Readers of rows and columns: delimited text and workbooks."""
