"""Official texts as they are published, read into one model of an act's text."""

from ingest.official.read import read_official

__all__ = ["read_official"]
