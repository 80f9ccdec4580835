"""What decides the plan: scenario, weights, money."""
