"""How far several amounts can be brought at once, with what is proven of it."""
