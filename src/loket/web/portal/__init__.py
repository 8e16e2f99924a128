"""What the public sees without an account: services as their procedures say, and where a file stands."""
