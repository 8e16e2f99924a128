"""REST for programs: the same services and queries as the desk, and no rule of its own."""
