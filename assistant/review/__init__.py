"""The review of a decision: its references, what it lacks, and what its own facts say of it."""
