"""Logs without personal data: ours, and those of the libraries that this process runs."""

import logging
from collections.abc import Callable
from dataclasses import dataclass

from assistant.privacy import masked


class PrivacyFilter(logging.Filter):
    """Lets every record through, without the personal data in its message, its arguments and its traceback."""

    def filter(self, record: logging.LogRecord) -> bool:
        """True, after the record has been masked."""
        if isinstance(record.args, tuple):
            record.args = tuple(masked(one) if isinstance(one, str) else one for one in record.args)
        message = _message(record)
        if (safe := masked(message)) != message:
            # A number given as a number, or one that only the whole line holds.
            record.msg, record.args = safe, ()
        if record.exc_info and record.exc_info[1]:
            trace = logging.Formatter().formatException(record.exc_info)
            if (safe := masked(trace)) != trace:
                record.exc_text, record.exc_info = safe, None
        return True


def _message(record: logging.LogRecord) -> str:
    try:
        return record.getMessage()
    except (TypeError, ValueError):
        # A line whose arguments do not fit is told as it stands.
        record.msg, record.args = f"{record.msg} {record.args}", ()
        return record.getMessage()


def keep_logs_private() -> None:
    """Mask what this process logs from now on, our own lines and all libraries'; twice is as once.

    Streamlit gives each of its loggers a handler of its own and makes more as it runs, so that filters on
    handlers would come too late: the records are masked where they are made.
    """
    made = logging.getLogRecordFactory()
    if not isinstance(made, _PrivateRecords):
        logging.setLogRecordFactory(_PrivateRecords(made))


@dataclass(frozen=True, slots=True)
class _PrivateRecords:
    make: Callable[..., logging.LogRecord]

    def __call__(self, *args: object, **more: object) -> logging.LogRecord:
        record = self.make(*args, **more)
        PrivacyFilter().filter(record)
        return record
