"""Why two plans differ: what each change of their scenarios does to their figures."""
