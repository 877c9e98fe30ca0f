"""Files of orders, riders or people, of whatever kind, to demand by cell."""
