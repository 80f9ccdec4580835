"""The card of one site or project."""
