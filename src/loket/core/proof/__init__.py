"""What proves a paper apart from its PDF: the digest of what it says, and the sealed payload in its QR."""
