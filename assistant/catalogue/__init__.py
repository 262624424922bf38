"""What the assistant knows, to be browsed: rules, target groups and sources, as the public contract gives them."""
