"""Commands that Loket starts itself, in a process of their own."""
