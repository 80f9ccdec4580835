"""How things look: markup, colours, small panels, and the components of our own."""
