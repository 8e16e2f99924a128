"""
Files that people upload by mistake or by malice: made here, and the test files of two libraries of pictures and PDFs.

`python -m tests.apps.documents.corpus` sends all of them through the gate and prints figures.
"""
