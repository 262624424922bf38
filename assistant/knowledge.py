"""What every step reads: the law, the rules, the words of the field and the passages."""

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import date

from assistant.compose import Library, library
from assistant.rewording.limit import LimitedModel, RateLimit
from assistant.rewording.schema import ChatModel
from assistant.store import Hit, Store
from assistant.support import Weights
from assistant.understanding.spelling import Spelling
from corpus.english import DANISH, Phrasebook
from corpus.lexicon import Lexicon
from corpus.practice import Practice
from corpus.provisions import Law
from corpus.rulebook import Rulebook


@dataclass(frozen=True, slots=True, kw_only=True)
class Knowledge:
    """Everything the steps read: law, rules, words, passages. Shared by all conversations.

    `max_age_days` is how long after they were verified the rules may be used without a warning; `model` may word
    the answers, where one is configured, as often as `model_limit` lets each user.
    """

    law: Law
    rulebook: Rulebook
    lexicon: Lexicon
    store: Store
    practice: tuple[Practice, ...]
    weights: Weights
    spelling: Spelling
    english: Callable[[], Phrasebook] = lambda: DANISH
    max_age_days: int = 90
    model: ChatModel | None = None
    model_limit: RateLimit | None = None

    def of(self, user: str) -> "Knowledge":
        """The same, with the chat model as often as this user may have it asked; "" is nobody's, and has no limit."""
        if not user or self.model is None or self.model_limit is None:
            return self
        return replace(self, model=LimitedModel(self.model, self.model_limit, user))

    def words(self, language: str) -> Phrasebook:
        """The language to answer in."""
        return self.english() if language == "en" else DANISH

    def search(self, query: str, k: int, on: date) -> tuple[Hit, ...]:
        """The best passages in force on `on`."""
        return self.store.search(query, k, on)

    def library(self, on: date) -> Library:
        """What may be quoted on `on`."""
        practice = tuple(row for row in self.practice if self._describes(row, on))
        return library(self.store.passages.values(), self.store.sources, practice, on)

    def _describes(self, row: Practice, on: date) -> bool:
        """True if the report describes the law under the same numbering as on `on`."""
        described = self.store.sources[row.passage.source].law_as_of
        then = self.law.version("LAB", described) if described else None
        now = self.law.version("LAB", on)
        return then is None or now is None or then.numbering == now.numbering
