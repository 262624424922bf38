"""Every error a user or a maintainer can meet, in one tree.

The root says that it is ours; the leaf says whose fault it is. A message tells
what, where, why and what to do, in one line: it is shown as it is.
"""


class GuidanceError(Exception):
    """Root of all errors raised on purpose by this project."""

    exit_code = 1


class CorpusError(GuidanceError):
    """Our data is wrong: a source, a law file, a rule file or the lexicon."""


class QuestionError(GuidanceError):
    """The user's input cannot be used: too long, binary, an unknown option or fact."""

    exit_code = 2


class IndexUnavailable(GuidanceError):
    """The index is missing, stale or damaged; the message names the command that mends it."""


class ModelUnavailable(GuidanceError):
    """An embedding or chat model cannot be loaded or does not answer."""


class RecordsUnavailable(GuidanceError):
    """The database of conversations and feedback cannot be opened, read or written."""
