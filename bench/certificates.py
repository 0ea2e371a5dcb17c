"""1,000 certificates with QR codes as one PDF, against the bare tools, and against WeasyPrint with segno.

Bare: the same words set by Typst one under the other and the same code drawn by zxing-cpp; no frame, no
line that is set smaller when it is too long. WeasyPrint and segno are asked for a hundredth as many pages
each time, where they are installed (they are no dependency of ours).
"""

import importlib.util
import json
from datetime import date
from types import SimpleNamespace
from typing import Any

import typst
import zxingcpp

from bench._ground import seconds, side_by_side
from phongtrao.documents.certificate_codes import check_url, code_of
from phongtrao.documents.certificate_pdf import certificates_pdf, printed
from phongtrao.documents.certificate_words import FormWords
from phongtrao.documents.models import Certificate

COUNT, RUNS = 1_000, 5
FEW = 20  # pages of the slow pair; its time grows evenly
ALLOWED_BARE, ALLOWED_SLOW = 1.5, 1 / 15
FORM = FormWords(
    title="GIẤY CHỨNG NHẬN SÁNG KIẾN",
    certifies="HIỆU TRƯỞNG TRƯỜNG THCS VÍ DỤ CHỨNG NHẬN",
    superior="UBND XÃ VÍ DỤ",
    issuer="TRƯỜNG THCS VÍ DỤ",
    symbol="GCN-THCSVD",
    place="Ví Dụ",
    position="HIỆU TRƯỞNG",
    signer="Nông Văn Ví Dụ",
)
BARE = """#let said = json(bytes(sys.inputs.said))
#set page(paper: "a4", flipped: true)
#set text(font: "Libertinus Serif", lang: "vi")
#let one(c) = {
  for line in c.lines { line; linebreak() }
  image(bytes(c.qr), format: "svg", width: 26mm)
}
#said.map(one).join(pagebreak())
"""
HTML = """<style>@page { size: A4 landscape } section { break-after: page; text-align: center }</style>"""


def certificates(count: int) -> list[Certificate]:
    """Not in the database: only printing is measured. Codes are by number."""
    return [
        Certificate(
            pk=n,
            number=n,
            written=f"{n}/2026/GCN-THCSVD",
            name=f"Nông Thị Ví Dụ {n}",
            workplace="Trường THCS Ví Dụ",
            about=f"Góc đọc mười phút đầu giờ cho học sinh lớp {n}",
            role="là tác giả của sáng kiến",
            basis="Được công nhận theo Quyết định số 12/QĐ-THCSVD\nngày 20/5/2026",
            issued_on=date(2026, 5, 22),
        )
        for n in range(1, count + 1)
    ]


def said(one: Certificate) -> dict[str, Any]:
    """The same words as ours, as lines, and the address of the check."""
    row = printed(FORM, one)
    texts = ("name", "unit", "role", "work", "number", "code", "place_and_day")
    shared = [value for value in FORM.to_json().values() if value]
    lines = [*shared, *(row[key] for key in texts), *row["basis"]]
    return {"lines": lines, "url": check_url(code_of(one.pk))}


def bare(rows: list[dict[str, Any]]) -> bytes:
    kind = zxingcpp.BarcodeFormat.QRCode
    drawn = [
        {
            "lines": row["lines"],
            "qr": zxingcpp.create_barcode(row["url"], kind, ec_level="M").to_svg(),
        }
        for row in rows
    ]
    given = {"said": json.dumps(drawn, ensure_ascii=False)}
    return typst.compile(BARE.encode(), sys_inputs=given, ignore_system_fonts=True)


def slow(rows: list[dict[str, Any]]) -> bytes:
    tools = SimpleNamespace(
        weasyprint=importlib.import_module("weasyprint"), segno=importlib.import_module("segno")
    )
    pages = (
        f"<section>{'<br>'.join(row['lines'])}{tools.segno.make(row['url']).svg_inline()}</section>"
        for row in rows
    )
    made: bytes = tools.weasyprint.HTML(string=HTML + "".join(pages)).write_pdf()
    return made


def run() -> list[tuple[str, float, float]]:
    rows = certificates(COUNT)
    plain = [said(one) for one in rows]
    ratio = side_by_side(lambda: certificates_pdf(FORM, rows), lambda: bare(plain), RUNS)
    found = [(f"{COUNT:,} certificates / typst + zxing-cpp", ratio, ALLOWED_BARE)]
    if importlib.util.find_spec("weasyprint") and importlib.util.find_spec("segno"):
        ours = seconds(lambda: certificates_pdf(FORM, rows)) / COUNT
        theirs = seconds(lambda: slow(plain[:FEW])) / FEW
        found.append((f"{COUNT:,} certificates / WeasyPrint + segno", ours / theirs, ALLOWED_SLOW))
    return found


if __name__ == "__main__":
    print(run())
