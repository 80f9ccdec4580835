"""The programs that others wrote, and their models: HiGHS, CBC, scipy's simplex, PuLP."""
