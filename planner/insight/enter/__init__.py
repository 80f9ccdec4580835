"""What it would take for a site or project to be in the plan, or to leave it; which of its works come next."""
