"""Between rows and the values of the core: what is loaded for a life event, and what is written after it."""
