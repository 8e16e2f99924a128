"""The only place that composes: settings, addresses, server entry."""
