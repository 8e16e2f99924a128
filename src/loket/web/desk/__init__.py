"""The desk of an officer: today's work, one case, every act."""
