"""The parts of `assistant.understand`: each reads one kind of thing out of a question, and nothing else."""
