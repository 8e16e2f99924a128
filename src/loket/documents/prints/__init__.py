"""Every paper that goes to a printer is a row: which copy, on which blank, by whom, and how it came out."""
