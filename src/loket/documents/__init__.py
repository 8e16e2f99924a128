"""
Papers in and papers out: the slips and book pages an office prints, and the scans it accepts.

It knows no case and no database: callers fill the records of `records.py` and get the bytes of a PDF.
"""
