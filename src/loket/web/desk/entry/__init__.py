"""The operator's form on the desk, from the empty page to the printed paper."""
