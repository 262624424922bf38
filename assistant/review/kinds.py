"""What a sentence of a decision does: it decides, says what the law is, quotes the law, or tells how to complain."""

import re
from enum import StrEnum


class Kind(StrEnum):
    """What a sentence of a decision does.

    `QUOTE` is the law's own text on a line with its §, `ANNEX` an extract of the law beside the decision.
    """

    CASE = "case"
    LAW = "law"
    QUOTE = "quote"
    ANNEX = "annex"
    COMPLAINT = "complaint"
    CONDITION = "condition"


_UNTICKED = re.compile(r"^\s*(?:[-*•]\s*)?(?:\[\s*\]|☐|□)")
_COMPLAINT = re.compile(
    r"\b(?:på)?klag(?!e over dig)\w*|\bankestyrels\w*|\bgenvurder\w*|\bremonstra\w*|\w*klage(?:frist|vejledning)\w*"
)
_GOES_ON = re.compile(
    r"\bfrist\w*|\buge[rs]?\b|\bmodtag\w*|\bsend(?:e|es|er)\b|\baflever\w*|\bvurder\w* (?:sagen|afgørelsen) "
    r"|\bmedhold\b|\bhenvend\w*|\bskriftlig\w*|\bopsættende\b"
)
_CONDITION = re.compile(r"^(?:hvis|såfremt|skulle du|bliver du|er du|får du|ønsker du|har du|kan du ikke|udebliver)\b")
_TO_THE_CITIZEN = re.compile(r"\b(?:du|dig|din|dit|dine|borgeren|borgerens|hun|han|hende|ham|hendes|hans|vi|os)\b")
_OF_THE_PLACEMENT = re.compile(
    r"\b(?:praktikken|praktikstedet|tilbuddet|forløbet|praktikperioden|perioden|forlængelsen)\b"
)
_GENERAL = re.compile(
    r"\b(?:personer|borgere|ledige|\w+modtagere|\w*parate|\w*målgrupper?(?:ne|n)?"
    r"|virksomhedspraktik (?:kan|skal|gives|må|er)|(?:et|en) (?:virksomhedspraktik|praktik|tilbud)"
    r"|tilbud (?:kan|skal|om|gives)|formålet med virksomhedspraktik\b"
    r"|(?:virksomheds)?praktik (?:i|på|over|ud over) (?:mere|op|under|over|højst|\d)"
    r"|(?:loven|bekendtgørelsen|reglerne|reglen|bestemmelsen|jobcent(?:ret|eret)) )"
)
_LABEL = re.compile(r"^[\wæøå ]{2,30}:")
# What the law allows everybody, of the length of "the placement": "praktikken kan være op til 4 uger for jobparate".
_LIMIT_FOR_ALL = re.compile(
    r"\bkan\b.{0,40}\b(?:op til|højst|maksimalt|længst|forlænges)\b|\b(?:er|varer) (?:op til|højst|maksimalt)\b"
)
# A day, a month after a day or a year: what is said of one placement and not of all.
_DAY = re.compile(
    r"\b\d{1,2}\.\s?(?:jan|feb|mar|apr|maj|jun|jul|aug|sep|okt|nov|dec)|\b\d{1,2}[./-]\d{1,2}\b|\b\d{4}-\d{2}-\d{2}\b"
)
_ORDERED = re.compile(r"\b(?:skal|får|bevilges|tilbydes) (?:\w+ ){0,2}(?:i |tilbud om )?(?:\w+ )?\w*praktik\b")
_EVERYBODY = re.compile(
    r"^(?:personer|borgere|ledige|\w+modtagere|den ledige|\w*parate)\b|\bfor (?:personer|borgere)\b"
)
_ANNEX = re.compile(
    r"^(?:(?:bilag|vedlagt)\b.*(?:lov|regl|uddrag|paragraf|bestemmelse|ordlyd)|(?:lov)?uddrag\b|lovtekst|"
    r"(?:uddrag af|ordlyden af|ordlyd:|lovens (?:ordlyd|tekst)"
    r"|sådan (?:står der i|lyder) (?:loven|reglerne|bestemmels))"
    r"|(?:loven|reglerne|bestemmelserne|lovgivningen|lovbestemmelserne|retsreglerne|lovgrundlag|retsgrundlag)"
    r" (?:\()?(?:i uddrag|siger|lyder|har denne ordlyd))"
)
_AFTER_THE_ANNEX = re.compile(
    r"^(?:(?:med )?venlig hilsen|begrundelse|afgørelse|kære|formål|sådan klager|klage|kontakt)\b"
)
# The law's own voice: of persons, of the jobcenter, of what can be given.
_VOICE = re.compile(
    r"\b(?:personer?|den ledige|jobcent(?:ret|eret)|kommunen|arbejdsgiveren|virksomheden|tilbud|virksomhedspraktik|"
    r"praktikken|perioden|formålet|tilbuddet|periode|praktik)\b.*"
    r"\b(?:kan|skal|gives|har ret til|gælder|er|har|omfatter|må)\b"
    r"|\bfor (?:personer|borgere)\b|\bhar ret til\b|\bomfattet af\b|\bkan (?:forlænges|gives|få)\b"
)
_FEWEST_WORDS = 6
_NEXT_STK = re.compile(r"^(?:stk\.? ?\d|nr\.? ?\d|\d+[.)])")


def kind_of(plain: str, before: Kind, *, leads: bool) -> Kind:
    """The kind of the sentence `plain` (small letters, no references), given that of the sentence before.

    `leads` says that the sentence begins with a reference to law.
    """
    if _COMPLAINT.search(plain):
        return Kind.COMPLAINT
    if _ANNEX.search(plain):
        return Kind.ANNEX
    if _of_the_law(plain) and (before is Kind.ANNEX or _quotes(plain, before, leads=leads)):
        return Kind.ANNEX if before is Kind.ANNEX else Kind.QUOTE
    if before is Kind.COMPLAINT and _guides(plain):
        return Kind.COMPLAINT
    if _CONDITION.search(plain) or _UNTICKED.match(plain):
        return Kind.CONDITION
    return Kind.LAW if _general(plain) else Kind.CASE


def _general(plain: str) -> bool:
    """True if the sentence says what goes for everybody, and nothing of this citizen or this placement."""
    if _TO_THE_CITIZEN.search(plain) or _DAY.search(plain):
        return False
    if _OF_THE_PLACEMENT.search(plain):
        return _LIMIT_FOR_ALL.search(plain) is not None and _GENERAL.search(plain) is not None
    if _LABEL.match(plain) or (_ORDERED.search(plain) and not _EVERYBODY.search(plain)):
        return False
    return _GENERAL.search(plain) is not None


def _of_the_law(plain: str) -> bool:
    """True if the sentence can be the law's own text: it speaks neither to the citizen nor of a day."""
    return not (_TO_THE_CITIZEN.search(plain) or _DAY.search(plain) or _AFTER_THE_ANNEX.search(plain))


def _quotes(plain: str, before: Kind, *, leads: bool) -> bool:
    """True if the sentence is the law's own text on a line that begins with its §, or goes on after one."""
    if before is Kind.QUOTE and (leads or _NEXT_STK.match(plain) or _LIMIT_FOR_ALL.search(plain)):
        return True
    words = plain.lstrip(' .:–-»"“').split()
    return leads and len(words) >= _FEWEST_WORDS and _VOICE.search(plain) is not None


def _guides(plain: str) -> bool:
    """True if the sentence after one on complaints goes on with them."""
    return "praktik" not in plain and _GOES_ON.search(plain) is not None
