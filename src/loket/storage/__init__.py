"""How every app writes: several writes as one, and on SQLite in the order they came. Knows no table."""
