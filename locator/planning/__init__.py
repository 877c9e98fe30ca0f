"""Who is left out, and when: demand, coverage and gaps by hour of the week."""
