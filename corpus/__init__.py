"""What the sources say, as data, and the nouns that read it."""
