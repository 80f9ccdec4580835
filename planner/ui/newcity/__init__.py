"""A new city: from an uploaded list to a solved plan, step by step."""
