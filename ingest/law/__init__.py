"""The law in our corpus held against its official wording: what we have, what differs, what has changed."""
