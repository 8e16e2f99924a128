"""The office's own settings: people, days, hours."""
