"""Hours that nobody understood: a work list, and an editor for the week and its exceptions."""
