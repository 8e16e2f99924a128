"""The queue of an office: tickets, calls, the display, and the end of the day."""
