"""The domain: what is where, open when, and nearest. No framework, file, SQL or clock."""
