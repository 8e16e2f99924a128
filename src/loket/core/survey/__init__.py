"""The satisfaction survey that the law asks of every public service (SKM, in older papers IKM): its elements and its sums."""
