"""What is claimed, verified in exact arithmetic: rows, bounds, trees. Knows no search and no solver."""
