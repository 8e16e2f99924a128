"""A made-up population: plausible families for trying out, training and measuring. Nobody in it exists."""
