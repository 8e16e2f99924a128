"""The room of those who look at how people's data is looked at: superiors and auditors."""
