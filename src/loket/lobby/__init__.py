"""What the public tells the office: the satisfaction survey, whose answers know neither a case nor a person."""
