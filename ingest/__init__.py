"""From files to passages to an index; never imported by the assistant."""
