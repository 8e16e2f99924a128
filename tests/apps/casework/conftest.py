"""What only one of the two databases has is collected only there."""

from django.db import connection

collect_ignore = ["test_writer.py"] if connection.vendor == "postgresql" else ["test_store_postgresql.py"]
