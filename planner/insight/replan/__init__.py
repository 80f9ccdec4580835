"""A plan made again when something has happened: begun works stay, as little as can be changes."""
