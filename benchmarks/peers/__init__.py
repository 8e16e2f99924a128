"""What we are measured beside: PostgreSQL's own benchmark, a workflow engine, and plain Django."""
