"""The satisfaction survey at the desk: forms of paper, the figures of a period, the report and its plan."""
