"""Offices, their positions, who fills them on a day, and when the office is open."""
