"""From prices to whole plans that keep every row."""
