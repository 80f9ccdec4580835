"""The browser interface: thin pages that read widgets, call one function and show the answer."""
