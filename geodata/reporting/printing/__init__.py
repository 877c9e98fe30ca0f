"""The report as a picture and as pages."""
