"""Messages to citizens at the desk: where each stands, whom to telephone, and how the office sends them."""
