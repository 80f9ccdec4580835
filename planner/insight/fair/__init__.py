"""Who gets how much of what they could: the least served first, and what more for them costs."""
