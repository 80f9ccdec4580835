"""Vidnova: which damaged buildings to save first, proven and explained."""
