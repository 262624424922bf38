"""What a rule says of a case: one pure function a shape, the numbers come from the rulebook."""
