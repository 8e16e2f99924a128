"""The queue at the desk: calling at a counter, starting intake with a number, and the rules of the office."""
