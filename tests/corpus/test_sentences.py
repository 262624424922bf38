"""What "2. pkt." points at."""

import re
import xml.etree.ElementTree as ElementTree
from itertools import pairwise
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from corpus.sentences import sentences


def split(text: str) -> list[str]:
    return [text[start:end] for start, end in sentences(text)]


@pytest.mark.parametrize(
    "parts",
    [
        pytest.param(["Perioden er 4 uger, jf. § 61, stk. 1.", "Den kan forlænges."], id="reference last"),
        pytest.param(["Loven gælder fra den 1. januar 2024 efter stk. 1, 2. pkt.", "Det ændrer intet."], id="pkt last"),
        pytest.param(["1. pkt. gælder ikke.", "2. pkt. gælder."], id="pkt first"),
        pytest.param(["Det følger af litra f.", "Andet følger af nr. 2."], id="litra last"),
        pytest.param(["Efter lov om dagpenge m.v.", "Personen vælger selv."], id="m.v. last"),
        pytest.param(["Der kan pålægges selskaber m.v. (juridiske personer) efter 5. kapitel."], id="m.v. inside"),
        pytest.param(["I § 41, stk. 1, ændres i 1. pkt. »4 uger« til: »8 uger«."], id="quotation"),
        pytest.param(["Forbuddet gælder fra kl. 24 til kl. 5.", "Det gælder ikke ved arrangementer."], id="clock"),
        pytest.param(["Jf. Kommissionens forordning nr. 1 af 2. maj, art. 3."], id="abbreviations"),
        pytest.param(["Gebyret er 400 kr.", "Beløbet reguleres.", "§ 3 gælder også."], id="kroner and §"),
        pytest.param(["uden punktum"], id="no stop"),
    ],
)  # fmt: skip
def test_sentences_of_legal_text(parts: list[str]) -> None:
    assert split(" ".join(parts)) == parts


@given(st.text(alphabet="aB1. §\n»!", max_size=60))
def test_sentences_lose_nothing_and_stand_in_order(text: str) -> None:
    spans = sentences(text)
    assert "".join("".join(split(text)).split()) == "".join(text.split())
    assert all(first[1] <= second[0] for first, second in pairwise(spans))


def test_sentences_are_mostly_the_publishers_lines(shared: Path) -> None:
    """The publisher sets a sentence on a line; where it does not, it is most often the publisher that errs."""
    same = total = 0
    for path in sorted((shared / "official" / "lexdania").glob("*.xml")):
        for exitus in ElementTree.parse(path).iter("Exitus"):
            lines = [
                re.sub(r"\s+", " ", "".join(char.text or " " for char in line.iter("Char"))).strip()
                for line in exitus.findall("Linea")
            ]
            total += bool(lines)
            same += bool(lines) and split(" ".join(lines)) == lines
    assert total == 2246
    assert same >= 2160
