"""Numbered blanks: where each one is, told from a ledger of movements that is only ever added to."""
