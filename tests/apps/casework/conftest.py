"""What only one of the two databases has is collected only there."""

from django.db import connection

_ON_POSTGRESQL = ["test_store_postgresql.py", "test_statement_budget.py", "test_rights_postgresql.py"]
collect_ignore = ["test_writer.py"] if connection.vendor == "postgresql" else _ON_POSTGRESQL
