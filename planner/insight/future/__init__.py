"""Futures: other weights, costs, damage, people and strikes than those a plan was made for."""
