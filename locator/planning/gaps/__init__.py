"""Where demand is not covered: areas with a name, a reason and a remedy."""
