"""The map of the city."""
