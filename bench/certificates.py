"""10,000 certificates, signed, with QR codes as one PDF, against the bare tools; and the page of their check.

Bare: the same words set by Typst one under the other and the same code, signed before, drawn by zxing-cpp;
no frame, no line that is set smaller when it is too long, no signing. WeasyPrint and segno are asked for a
few pages each time, where they are installed (they are no dependency of ours). The page of the check stands
beside a view of bare Django with one query and a template of the same lines.
"""

import importlib.util
import json
from datetime import date
from itertools import count
from types import SimpleNamespace
from typing import Any

import typst
import zxingcpp
from django.test import Client
from django.urls import reverse

from bench._bare import BareClient
from bench._ground import department, officer, seconds, side_by_side
from phongtrao.documents.certificate_pdf import certificates_pdf, printed
from phongtrao.documents.certificate_seals import check_url, seal_certificates
from phongtrao.documents.certificate_words import FormWords
from phongtrao.documents.models import (
    Certificate,
    CertificateBatch,
    CertificateBook,
    OfficialDocument,
)
from phongtrao.lib.seals import to_digits

COUNT, RUNS, PAGES = 10_000, 1, 301
FEW = 20  # pages of the slow pair; its time grows evenly
ALLOWED_BARE, ALLOWED_SLOW, ALLOWED_PAGE = 1.5, 1 / 15, 2.0
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


def certificates(how_many: int) -> list[Certificate]:
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
        for n in range(1, how_many + 1)
    ]


def said(one: Certificate) -> dict[str, Any]:
    """The same words as ours, as lines, and what the QR code says."""
    row = printed(FORM, one)
    texts = ("name", "unit", "role", "work", "number", "code", "place_and_day")
    shared = [value for value in FORM.to_json().values() if value]
    lines = [*shared, *(row[key] for key in texts), *row["basis"]]
    return {"lines": lines, "url": check_url(one)}


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


def ours(rows: list[Certificate]) -> bytes:
    seal_certificates(FORM, rows)
    return certificates_pdf(FORM, rows)


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


def check_page() -> tuple[str, float, float]:
    """What a scanned code leads to: the limit of a minute, the register, the signature, the whole page."""
    one = in_the_register()
    address = reverse("certificates:check", args=[to_digits(bytes(one.sealed))])
    here, there = Client(), BareClient()
    asking = count(1)  # everybody from an address of their own: sixty a minute are allowed from one

    def answer() -> None:
        n = next(asking)
        page = here.get(address, REMOTE_ADDR=f"10.0.{n // 250}.{n % 250}").content.decode()
        assert one.name in page, page

    def bare_answer() -> None:
        page = there.get(f"/certificate/{one.pk}/").content.decode()
        assert one.name in page, page

    return (
        "check of a certificate / bare view",
        side_by_side(answer, bare_answer, PAGES),
        ALLOWED_PAGE,
    )


def in_the_register() -> Certificate:
    """As it stands after issue; the way there is not measured."""
    unit = department()
    document = OfficialDocument.objects.create(
        kind="QD", issuer=unit, issuer_name=unit.name, abstract="Khen thưởng"
    )
    batch = CertificateBatch.objects.create(
        unit=unit, kind="awards.form", document=document, said=FORM.to_json(), prepared_by=officer()
    )
    book = CertificateBook.objects.create(unit=unit, kind="awards.form", year=2026)
    (one,) = certificates(1)
    one.batch, one.book, one.unit, one.status, one.position = batch, book, unit, "issued", 1
    seal_certificates(FORM, [one])
    one.save(force_insert=True)
    return one


def run() -> list[tuple[str, float, float]]:
    rows = certificates(COUNT)
    seal_certificates(FORM, rows)
    plain = [said(one) for one in rows]
    ratio = side_by_side(lambda: ours(rows), lambda: bare(plain), RUNS)
    found = [(f"{COUNT:,} signed certificates / typst + zxing-cpp", ratio, ALLOWED_BARE)]
    if importlib.util.find_spec("weasyprint") and importlib.util.find_spec("segno"):
        here = seconds(lambda: ours(rows[:FEW])) / FEW
        theirs = seconds(lambda: slow(plain[:FEW])) / FEW
        found.append(("signed certificates / WeasyPrint + segno", here / theirs, ALLOWED_SLOW))
    found.append(check_page())
    return found


if __name__ == "__main__":
    print(run())
