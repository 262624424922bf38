"""A chat model may word what has been found: what it is given, how its draft is checked, and what is kept of it."""
