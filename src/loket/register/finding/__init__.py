"""
Finding residents: by number, by name as it is misspelt, and those who may be one person twice.

It reads the register and keeps its own keys; it changes nothing of a resident, and knows no case.
"""
