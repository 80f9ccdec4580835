"""What is taken away or kept: saved scenarios, links, files."""
