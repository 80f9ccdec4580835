"""Targets instead of weights: whether they can be had, at what price, and what weights they imply."""
