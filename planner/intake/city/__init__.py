"""A new city: its folder of scenarios and tables, from one reference cost and a list of buildings."""
