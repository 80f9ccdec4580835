"""Scenarios saved beside each other: saved, renamed, deleted, brought back, versions kept."""
