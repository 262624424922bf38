"""How often one user may have the chat model asked: so that one browser cannot use the municipality's quota."""

import threading
from collections import deque
from collections.abc import Callable
from dataclasses import dataclass, field
from time import monotonic

from assistant.rewording.schema import ChatModel, Session
from corpus.errors import ModelUnavailable

MINUTE = 60.0
# A user who has asked nothing for a minute is forgotten; looked for when there are more than this.
_MANY = 1_000
TOO_OFTEN = "der er spurgt mere end {count} gange inden for et minut"


@dataclass(slots=True)
class RateLimit:
    """At most `per_minute` answers a minute and user. Shared by all threads."""

    per_minute: int
    clock: Callable[[], float] = monotonic
    _asked: dict[str, deque[float]] = field(default_factory=dict)
    _lock: threading.Lock = field(default_factory=threading.Lock)

    def take(self, user: str) -> None:
        """Count one answer.

        Raises:
            ModelUnavailable: the user has had all there are this minute; this one is not counted.
        """
        with self._lock:
            now = self.clock()
            if len(self._asked) > _MANY:
                self._asked = {one: times for one, times in self._asked.items() if times[-1] > now - MINUTE}
            times = self._asked.setdefault(user, deque())
            while times and times[0] <= now - MINUTE:
                times.popleft()
            if len(times) >= self.per_minute:
                raise ModelUnavailable(TOO_OFTEN.format(count=self.per_minute))
            times.append(now)


@dataclass(frozen=True, slots=True)
class LimitedModel:
    """A chat model as one user may ask it."""

    model: ChatModel
    limit: RateLimit
    user: str

    @property
    def name(self) -> str:
        """The model's name, as it was configured."""
        return self.model.name

    def session(self) -> Session:
        """The asking for one answer.

        Raises:
            ModelUnavailable: the user has asked too often.
        """
        self.limit.take(self.user)
        return self.model.session()
