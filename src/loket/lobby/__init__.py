"""The waiting room: the queue, and what the public tells the office, whose answers know neither a case nor a person."""
