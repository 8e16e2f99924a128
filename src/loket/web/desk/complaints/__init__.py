"""Complaints at the desk: the register, what came in another way than the page, boxes, LAPOR and the recap."""
