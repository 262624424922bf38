"""The words around a question that say nothing of it: greetings, thanks, and that one has a question.

They are taken off both ends, so that a polite question is understood and found like a short one. What is courtesy
alone is left as it stands; whether that is small talk is decided elsewhere.
"""

import re

_SMALL = r"(?:lige|bare|godt|gerne|nu|også|så|her|meget|lidt|et|hurtigt|igen)"
_FEW = rf"(?:\s+{_SMALL}){{0,4}}"
_GREETING = (
    r"(?:hej(?:sa)?(?:\s+med\s+(?:dig|jer)|\s+igen|\s+der)?|goddag|dav|halløj|hello|hi|dear\s+\w+|kære\s+\w+"
    r"|god\s*(?:morgen|formiddag|eftermiddag|aften|dag))"
)
_WORKPLACE = (
    r"(?:\s+(?:her|nu|i\s+dag|foran\s+mig|på\s+(?:mit\s+)?(?:kontoret|jobcent(?:e)?ret|arbejdet|bordet|skrivebord)))*"
)
_ABOUT_ME = (
    rf"(?:jeg|vi)\s+(?:sidder|står|er\s+i\s+gang){_FEW}\s+(?:og\s+kigger\s+på|med|over\s+for)\s+"
    rf"(?:en|et|denne|dette|den\s+her)(?:\s+(?:konkret|svær|ny|lille|anden))?\s+(?:sag|spørgsmål|problemstilling|afgørelse)"
    rf"{_WORKPLACE}"
)
_ASKING = (
    rf"(?:jeg|vi)\s+(?:har{_FEW}\s+(?:et\s+)?spørgsmål|(?:vil|ville|skal|skulle){_FEW}\s+(?:høre|spørge|vide)"
    rf"|kunne{_FEW}\s+tænke\s+(?:mig|os)\s+at\s+(?:høre|spørge|vide)|er{_FEW}\s+i\s+tvivl|har\s+brug\s+for\s+hjælp)"
    r"(?:\s+til\s+følgende|\s+om\s+følgende|(?:\s*,)?\s+om(?=\s)(?!\s+(?:en|et|den|det|der|hun|han|vi|jeg|man)\b))?"
)
_HELP = (
    rf"(?:kan|vil|kunne)\s+(?:du|i|nogen){_FEW}\s+(?:hjælpe(?:\s+(?:mig|os))?(?:\s+med(?:\s+(?:dette|det\s+her|følgende))?)?"
    rf"|fortælle(?:\s+(?:mig|os))?|sige(?:\s+(?:mig|os))?)(?=\s*[:,.?!])|mit\s+spørgsmål\s+er|spørgsmålet\s+er|spørgsmål"
    r"(?=\s*:)|hurtigt\s+spørgsmål|ved\s+du(?=\s*,)"
)
_THANKS = (
    r"(?:(?:på\s+forhånd\s+)?(?:mange\s+|tusind\s+)?tak(?:\s+for\s+(?:hjælpen|svaret?|din\s+hjælp|tiden))?"
    r"(?:\s+på\s+forhånd)?|thanks?(?:\s+you)?|håber\s+(?:du|i)\s+kan\s+hjælpe)"
)
_SIGNED = r"(?:mvh|vh|kh|bh|(?:med\s+)?venlig\s+hilsen|(?:de\s+)?bedste\s+hilsner|hilsen)\b[^?\n]{0,60}"
_GAP = r"[\s,.:;!–-]*"
_BEFORE = re.compile(
    rf"^{_GAP}(?:{_GREETING}|{_ABOUT_ME}|{_ASKING}|{_HELP})(?![\w-]){_GAP}(?:og\s+(?={_ASKING}))?", re.IGNORECASE
)
_AFTER = re.compile(rf"(?:(?<=[\s,.?!])|^)(?:{_THANKS}|{_SIGNED}){_GAP}[)]?$", re.IGNORECASE)


def essence(text: str) -> str:
    """The text without courtesy at its ends; unchanged where nothing else would be left.

    >>> essence("Hej! Jeg sidder med en sag. Må hun forlænges? Mange tak på forhånd")
    'Må hun forlænges?'
    >>> essence("Mange tak!")
    'Mange tak!'
    """
    rest = _trimmed(_BEFORE, _trimmed(_AFTER, text.strip()))
    return rest if re.search(r"\w", rest) else text


def _trimmed(pattern: re.Pattern[str], text: str) -> str:
    """The text with every match of the anchored pattern taken off."""
    while (shorter := pattern.sub("", text, count=1).strip()) != text:
        text = shorter
    return text
