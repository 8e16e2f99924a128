"""Applying from home: one group of questions a page, papers, a look at everything, sending; and afterwards the way to the case."""
