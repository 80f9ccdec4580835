"""What the council gets: a document of two pages to print, and one to edit."""
