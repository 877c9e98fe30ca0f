"""Which site each row is: one in the store, one of another row, or a new one."""
