"""The problem as prices see it: alternatives by group, closed-form prices of local rows, equal groups."""
