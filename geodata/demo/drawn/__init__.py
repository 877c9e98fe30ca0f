"""What is made of the street plan: a base map to look at, a network to travel on."""
