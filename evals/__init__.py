"""Judges of the assistant: cases, scorers and the gate."""
