"""The page that says how sure a plan is."""
