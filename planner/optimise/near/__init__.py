"""Plans that are as good as one: how far each figure can go among them, and what all have in common."""
