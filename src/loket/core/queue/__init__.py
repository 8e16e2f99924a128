"""The line in front of the counters: what may happen to a ticket, who is called next, and how a number is said. Basis: ours."""
