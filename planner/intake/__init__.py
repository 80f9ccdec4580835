"""A city's own lists: foreign files are read, understood, reported on and written as its tables."""
