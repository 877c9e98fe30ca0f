"""Finding what is near: filters, what holds when, travel, and whom to turn to instead."""
