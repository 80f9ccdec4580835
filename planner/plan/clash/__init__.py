"""What cannot hold together: conflicts of rules as faults, each with what would remedy it."""
