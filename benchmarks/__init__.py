"""The figures the README quotes, each beside its peers in one run on one machine."""
