"""Rows of a foreign table taken over: read, put right where that is certain, filled in where it can be inferred."""
