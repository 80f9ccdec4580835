"""The page of new construction against repair."""
