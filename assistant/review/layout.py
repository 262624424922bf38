"""The layout of a pasted letter made plain, sign for sign: split words, table rows and tick boxes.

Every function returns a text as long as the one it was given, so that an offset in the one is an
offset in the other; only `label_apart` and `ticked` change a single sentence that no offset points into.
"""

import re

# A word that the end of a line has split; "job-\nog uddannelsesmål" is not split.
_SPLIT = re.compile(
    r"(?<![\wæøå-])([A-Za-zæøåÆØÅ]?[a-zæøå]+)-(\s*\n[ \t]*)(?!(?:og|eller|samt)\b)([a-zæøå]{2,}\b[.,;:)]*)"
)
_FIELD = (
    r"målgruppe|formål|periode|start(?:dato)?|slut(?:dato)?|begrundelse|hjemmel|lovgrundlag|retsgrundlag|virksomhed"
    r"|praktiksted|tilbud|varighed|længde|timer(?: pr\.? uge)?|lagt vægt på|klage(?:vejledning)?|dato|afgørelse|ydelse"
)
_CELL = re.compile(r"^(\s*(?:[-–•*·]\s+)?[A-ZÆØÅa-zæøå][\w ./]{1,28}[\w.])[ ]?(\t)(?=\s*\S)", re.MULTILINE)
_SPACED = re.compile(rf"^(\s*(?:{_FIELD}))( )(?= +\S)", re.MULTILINE | re.IGNORECASE)
_PIPES = re.compile(r"^[ \t]*\|(.*)\|[ \t]*$", re.MULTILINE)
# The first line of a field in a form begins with what the field is called.
_ROW = re.compile(r"\s*(?:[-–•*·]\s+)?[A-ZÆØÅ][\wæøåÆØÅ ./]{1,28}?\s?:(?:\s|$|\S)")
_LABEL = re.compile(r"^(?:[-–•*·]\s+)?([\wæøåÆØÅ][\wæøåÆØÅ ./]{1,28}?)\s*:\s*(?!/)")
_BULLET = re.compile(r"^[-–•*·]\s+(?!\d)")
_BOX = r"(?:\[\s*[xX]?\s*\]|[☐□☒☑])"
_EMPTY = r"(?:\[\s*\]|☐|□)"
_EMPTY_OPTION = re.compile(rf"{_EMPTY}(?:(?!{_BOX}).)*", re.DOTALL)
_OPTION_BEFORE = re.compile(rf"(?:(?<=\])|(?<=[☐□☒☑:]))(?:(?!{_BOX})[^:])*?{_EMPTY}", re.DOTALL)
_TICKED = re.compile(r"\[\s*[xX]\s*\]|[☒☑]")
_FIRST_BOX = re.compile(rf"^(?:[^:]*:)?(.*?){_BOX}", re.DOTALL)


def plain_layout(text: str) -> str:
    r"""The text with words put together that a line break has split, and table cells made fields with a colon.

    >>> plain_layout("fra 16. novem-\nber 2026")
    'fra 16. november   2026'
    >>> plain_layout("Formål\tAfklaring")
    'Formål:Afklaring'
    """
    return _SPACED.sub(r"\1:", _CELL.sub(_with_colon, _PIPES.sub(_without_pipes, _SPLIT.sub(_joined, text))))


def _joined(match: re.Match[str]) -> str:
    # The padding comes after the whole word, so that what follows stands where it stood.
    return match[1] + match[3] + " " * (1 + len(match[2]))


def _with_colon(match: re.Match[str]) -> str:
    return match[0][: match.start(2) - match.start()] + ":" + match[0][match.end(2) - match.start() :]


def _without_pipes(match: re.Match[str]) -> str:
    """A row of a table; with two cells the first is what the field is called."""
    inner = match[1]
    cells = inner.count("|")
    row = inner.replace("|", ":" if cells == 1 else ";")
    return match[0].replace(f"|{inner}|", f" {row} ")


def is_row(line: str) -> bool:
    """True if the line begins a field of a form: "Formål: afklaring"."""
    return _ROW.match(line) is not None


def label_apart(sentence: str) -> str:
    """The sentence without its bullet, and with a space after the name of its field."""
    return _LABEL.sub(r"\1: ", _BULLET.sub("", sentence.strip()))


def ticked(sentence: str) -> str:
    """The sentence without the options that are not ticked, where another is.

    >>> " ".join(ticked("Formål: [ ] ordinære løntimer [x] afklaring").split())
    'Formål: [x] afklaring'
    """
    if not _TICKED.search(sentence):
        return sentence
    first = _FIRST_BOX.match(sentence)
    # A word before the first box is the option that the box is of.
    pattern = _OPTION_BEFORE if first and first[1].strip() else _EMPTY_OPTION
    return pattern.sub(" ", sentence)
