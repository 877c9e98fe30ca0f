"""Files of all public sites for others to take, in every format, made once for each revision."""
