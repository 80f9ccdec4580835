"""The ranked list: its rows, search and filters."""
