"""What a text states as a number, and what merely addresses something."""

from decimal import Decimal

import pytest

from corpus.quantities import stated_numbers


@pytest.mark.parametrize(
    ("text", "numbers"),
    [
        pytest.param("højst fire uger", {4}, id="word"),
        pytest.param("op til 13 uger, derefter 26", {13, 26}, id="digits"),
        pytest.param("femogtyve personer og 1.000 kr.", {25, 1000}, id="compound word and thousands"),
        pytest.param("1,5 år", {Decimal("1.5")}, id="decimal comma"),
        pytest.param("jf. LAB § 61, stk. 1, nr. 2, og §§ 57-62 [3]", set(), id="addresses are not statements"),
        pytest.param("LBK nr. 280 af 01/03/2024", set(), id="an act's number is not a statement"),
        pytest.param("virksomheder med 0-50 ansatte", {0, 50}, id="a range states both ends"),
        pytest.param("jf. principmeddelelse 34-20", set(), id="a case number is not a statement"),
        pytest.param("en praktik i et firma", set(), id="articles are not numbers"),
        pytest.param("§ 61 giver 4 uger", {4}, id="a number beside a section"),
    ],
)
def test_stated_numbers(text: str, numbers: set[Decimal]) -> None:
    assert stated_numbers(text) == {Decimal(n) for n in numbers}
