"""PDFs that are made to do harm, written object by object; no library would write them."""

import zlib
from collections.abc import Iterable, Mapping

FONT = "<</Type/Font/Subtype/Type1/BaseFont/Helvetica/Encoding/WinAnsiEncoding>>"
SENTENCE = "En virksomhedspraktik skal have et klart form\u00e5l for borgeren."


def pdf(objects: Mapping[int, bytes | str]) -> bytes:
    """A PDF of these numbered objects, whose catalogue is number 1."""
    out, offsets = bytearray(b"%PDF-1.7\n"), {}
    for number, body in objects.items():
        offsets[number] = len(out)
        out += b"%d 0 obj\n%b\nendobj\n" % (number, body.encode("cp1252") if isinstance(body, str) else body)
    start, size = len(out), max(objects) + 1
    rows = [f"{offsets[n]:010} 00000 n \n" if n in offsets else "0000000000 65535 f \n" for n in range(size)]
    out += f"xref\n0 {size}\n{''.join(rows)}trailer<</Size {size}/Root 1 0 R>>\nstartxref\n{start}\n%%EOF".encode()
    return bytes(out)


def stream(content: bytes) -> bytes:
    """A compressed stream."""
    packed = zlib.compress(content, 9)
    return b"<</Length %d/Filter/FlateDecode>>stream\n%b\nendstream" % (len(packed), packed)


def words(text: str = SENTENCE) -> bytes:
    """What a page draws: the text, on one line."""
    return f"BT /F1 12 Tf 40 700 Td ({text}) Tj ET\n".encode("cp1252")


def page(contents: str, parent: int = 2) -> str:
    return (
        f"<</Type/Page/Parent {parent} 0 R/MediaBox[0 0 600 800]/Resources<</Font<</F1 3 0 R>>>>/Contents {contents}>>"
    )


def kids(numbers: Iterable[int], count: int) -> str:
    return f"<</Type/Pages/Kids[{' '.join(f'{n} 0 R' for n in numbers)}]/Count {count}>>"


def many_pages(count: int) -> bytes:
    """So many pages, all with the same words."""
    numbers = range(5, 5 + count)
    objects = {1: "<</Type/Catalog/Pages 2 0 R>>", 2: kids(numbers, count), 3: FONT, 4: stream(words())}
    return pdf({**objects, **dict.fromkeys(numbers, page("4 0 R"))})


def doubling_tree(depth: int = 40) -> bytes:
    """A small page tree each of whose nodes holds the next one twice: 2**40 pages."""
    nodes = {n: kids([n + 1, n + 1], 2 ** (depth + 10 - n)) for n in range(10, 10 + depth)}
    objects = {1: "<</Type/Catalog/Pages 10 0 R>>", 3: FONT, 4: stream(words()), 10 + depth: page("4 0 R")}
    return pdf({**objects, **nodes})


def endless_words(megabytes: int = 20) -> bytes:
    """One page whose few kilobytes unpack to many megabytes of drawing."""
    contents = stream(words() * (megabytes * 1_000_000 // len(words())))
    return pdf({1: "<</Type/Catalog/Pages 2 0 R>>", 2: kids([5], 1), 3: FONT, 4: contents, 5: page("4 0 R")})


def repeated_stream(times: int = 400, megabytes: int = 50) -> bytes:
    """One page that draws the same stream over and over: 20 GB when unpacked."""
    contents = stream(b" " * megabytes * 1_000_000)
    array = f"[{'4 0 R ' * times}]"
    return pdf({1: "<</Type/Catalog/Pages 2 0 R>>", 2: kids([5], 1), 3: FONT, 4: contents, 5: page(array)})


def with_script() -> bytes:
    """A page of words in a file that wants to run JavaScript when it is opened, and to start a program."""
    action = "<</S/JavaScript/JS(app.alert\\('praktik'\\);)/Next<</S/Launch/F(/bin/sh)>>>>"
    catalogue = f"<</Type/Catalog/Pages 2 0 R/OpenAction {action}/Names<</JavaScript<</Names[(a) {action}]>>>>>>"
    return pdf({1: catalogue, 2: kids([5], 1), 3: FONT, 4: stream(words()), 5: page("4 0 R")})


def picture_only() -> bytes:
    """A scanned page: one picture, no words."""
    image = stream(b"\xff" * 100 * 100)
    image = image.replace(
        b"<<", b"<</Type/XObject/Subtype/Image/Width 100/Height 100/BitsPerComponent 8/ColorSpace/DeviceGray", 1
    )
    sheet = "<</Type/Page/Parent 2 0 R/MediaBox[0 0 600 800]/Resources<</XObject<</I1 3 0 R>>>>/Contents 4 0 R>>"
    draw = stream(b"q 600 0 0 800 0 0 cm /I1 Do Q")
    return pdf({1: "<</Type/Catalog/Pages 2 0 R>>", 2: kids([5], 1), 3: image, 4: draw, 5: sheet})


def form_in_itself() -> bytes:
    """A page whose drawing draws itself."""
    form = stream(b"/X1 Do\n" + words())
    form = form.replace(b"<<", b"<</Type/XObject/Subtype/Form/BBox[0 0 9 9]/Resources<</XObject<</X1 4 0 R>>>>", 1)
    sheet = "<</Type/Page/Parent 2 0 R/MediaBox[0 0 600 800]/Resources<</XObject<</X1 4 0 R>>>>/Contents 6 0 R>>"
    draw = stream(b"/X1 Do")
    return pdf({1: "<</Type/Catalog/Pages 2 0 R>>", 2: kids([5], 1), 4: form, 5: sheet, 6: draw})
