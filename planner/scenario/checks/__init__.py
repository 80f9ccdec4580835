"""What is wrong with a scenario: each value by itself, and parts against each other."""
