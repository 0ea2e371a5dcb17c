"""Cited documents: numbers, dates, issuers, roles."""

import pytest

from phongtrao.reader.citations import read_citations
from phongtrao.reader.citations.collect import BAD_DATE, NO_DATE, SEVERAL_DATES
from phongtrao.reader.model import Paragraph


def cited(frame: str = "", body: str = "", own: str | None = None) -> list[dict]:
    return [dict(finding.value) for finding in findings(frame, body, own)]


def findings(frame: str = "", body: str = "", own: str | None = None):
    return read_citations(_lines(frame, 0), _lines(body, 100), own)


def _lines(text: str, start: int) -> list[Paragraph]:
    lines = filter(None, text.split("\n"))
    return [Paragraph(line, n, n) for n, line in enumerate(lines, start=start)]


def test_citation_gives_kind_issuer_date_and_subject():
    found = cited(
        "Căn cứ Nghị quyết số 02/NQ-CP ngày 05/01/2024 của Chính phủ về cải thiện môi trường kinh doanh;"
    )

    assert found == [
        {
            "number": "02/NQ-CP",
            "kind": "Nghị quyết",
            "issuer": "Chính phủ",
            "date": "2024-01-05",
            "title_or_about": "cải thiện môi trường kinh doanh",
            "role": "basis",
        }
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("words", "number", "kind", "issuer"),
    [
        ("Luật Thư viện số 46/2019/QH14", "46/2019/QH14", "Luật", None),
        ("Nghị định số 152/2025/NĐ-CP", "152/2025/NĐ-CP", "Nghị định", None),
        ("Công văn số 1038/BKHCN- ĐP", "1038/BKHCN-ĐP", "Công văn", None),
        ("Chương trình hành động số 76-CTr/TU", "76-CTr/TU", "Chương trình hành động", None),
        ("Kế hoạch 1449/KH-SGDĐT", "1449/KH-SGDĐT", "Kế hoạch", None),
        ("Quyết định 22/QĐ-TTg", "22/QĐ-TTg", "Quyết định", None),
        ("đề nghị của Sở Nội vụ tại Tờ trình số 118/TTr-SNV", "118/TTr-SNV", "Tờ trình", "Sở Nội vụ"),
        ("Thông tư số 9/2026/TT-BVHTTDL ngày 1/2/2026 của Bộ Văn hóa, Thể thao và Du lịch quy định", "9/2026/TT-BVHTTDL", "Thông tư", "Bộ Văn hóa, Thể thao và Du lịch"),
        ("Kế hoạch số 5/KH-UBND của Ủy ban nhân dân thành phố Hoa Mai trong năm", "5/KH-UBND", "Kế hoạch", "Ủy ban nhân dân thành phố Hoa Mai"),
    ],
)  # fmt: skip
def test_number_kind_and_issuer_are_read(words, number, kind, issuer):
    (found,) = cited(body=f"Thực hiện theo {words}.")

    assert (found["number"], found["kind"], found["issuer"]) == (number, kind, issuer)


@pytest.mark.parametrize("text", ["ngày 24/4/2024", "1/2 ngày", "giai đoạn 2025-2030", "từ 5 - 10 Phòng", "lớp 9/A"])  # fmt: skip
def test_other_numbers_are_no_documents(text):
    assert cited(body=text) == []


def test_documents_inside_another_citation_are_only_mentioned():
    found = cited(
        "Căn cứ Kế hoạch số 1/KH-A ngày 1/2/2026 về thực hiện Nghị quyết số 2-NQ/TW; Quyết định số 3/QĐ-B của Bộ Nội vụ."
    )

    assert [(x["number"], x["role"]) for x in found] == [("1/KH-A", "basis"), ("2-NQ/TW", "mentioned"), ("3/QĐ-B", "basis")]  # fmt: skip


def test_title_and_brackets_say_what_is_carried_out():
    found = cited(
        "Thực hiện Nghị quyết số 1-NQ/TW, Nghị quyết số 2/NQ-CP và Kế hoạch số 3/KH-UBND về chuyển đổi số\n"
        "Căn cứ Kế hoạch số 4/KH-SA về đọc sách (Thực hiện Kế hoạch số 5/KH-UBND của thành phố);"
    )

    assert [x["role"] for x in found] == ["implements", "implements", "implements", "basis", "implements"]  # fmt: skip


def test_body_only_mentions():
    assert cited(body="Thực hiện Nghị quyết số 1-NQ/TW.")[0]["role"] == "mentioned"


def test_issuer_named_once_for_two_is_shared():
    found = cited(
        body="theo Nghị quyết số 03-NQ/TU, Kết luận số 312-KL/TU của Ban Thường vụ Thành ủy."
    )

    assert [x["issuer"] for x in found] == ["Ban Thường vụ Thành ủy", "Ban Thường vụ Thành ủy"]


def test_conflicting_dates_and_spellings_are_kept_and_doubted():
    text = "Kế hoạch số 6/KH-TU ngày 27/8/2024 và Kế hoạch số 6/KH-TƯ ngày 28/9/2023"

    (finding,) = findings(body=text)

    assert finding.value["date"] == "2024-08-27"
    assert finding.value["date_variants"] == ["2023-09-28"]
    assert finding.value["number_variants"] == ["6/KH-TƯ"]
    assert (finding.doubt, finding.confidence < 0.8) == (SEVERAL_DATES, True)


@pytest.mark.parametrize(("words", "doubt"), [("ngày 24/018/2019", BAD_DATE), ("về chuyển đổi số", NO_DATE)])  # fmt: skip
def test_missing_or_impossible_date_is_doubted(words, doubt):
    (finding,) = findings(body=f"Nghị quyết số 45-NQ/TW {words}")

    assert (finding.value["date"], finding.doubt) == (None, doubt)


def test_own_number_is_self():
    assert cited(body="kèm theo Kế hoạch số 45/KH-THM", own="45/KH-THM")[0]["role"] == "self"
