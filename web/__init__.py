"""The face: command line, API and pages."""
