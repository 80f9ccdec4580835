"""Measurements, run by command: `python -m tests.benchmarks.engine`. They are no tests, but theirs are beside them."""
