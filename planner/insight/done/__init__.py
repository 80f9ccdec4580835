"""Planned against done: what works really cost, and when they were finished."""
