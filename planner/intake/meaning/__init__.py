"""What the columns and words of a foreign table mean."""
