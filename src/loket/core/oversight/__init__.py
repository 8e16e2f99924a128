"""How looking at people's data is itself looked at: purposes, quotas, clocks and figures. It reads nothing and knows no office."""
