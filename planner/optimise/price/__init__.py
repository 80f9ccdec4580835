"""Prices of all rows at which the bound on any plan is least."""
