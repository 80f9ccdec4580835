"""Scenario files: read with all that they extend."""
