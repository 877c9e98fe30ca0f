"""Services of others that an operator may choose to ask: none by default."""
