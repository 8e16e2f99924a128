"""One case on the desk: its page, its acts, its scans."""
