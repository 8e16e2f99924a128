"""Intake at the counter, and its slips."""
