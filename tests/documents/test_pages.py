"""Pages of the register, evidence, templates and papers; files only for those who may see them."""

from datetime import date

import pytest
from django.urls import reverse

from phongtrao.documents.models import Citation, DocumentKind, OfficialDocument
from phongtrao.documents.services import (
    DocumentData,
    add_evidence,
    cite,
    current_version,
    register_document,
    store_bytes,
)
from phongtrao.lib.sheets import open_workbook
from phongtrao.reports.paper import KEY
from tests.documents.files import PDF, PNG, make_docx, upload

K = DocumentKind


@pytest.fixture
def document(so):
    file = store_bytes(PDF, "ke-hoach.pdf", by=None)
    data = DocumentData(
        K.PLAN, "Phát động thi đua", "05/KH-SGDĐT", date(2026, 1, 15), so, file=file
    )
    return register_document(data, by=None)


def text(response) -> str:
    return " ".join(response.content.decode().split())


def fetch(client, url) -> int:
    """The status; a file is read to its end, for only then it is closed."""
    response = client.get(url)
    if response.streaming:
        b"".join(response.streaming_content)
    return response.status_code


# ------------------------------------------------------------------ register


@pytest.mark.parametrize("rows", [1, 3])
def test_list_costs_the_same_for_any_number_of_rows(
    client, an, so, rows, django_assert_max_num_queries
):
    for n in range(rows):
        register_document(DocumentData(K.PLAN, f"Kế hoạch {n}", f"{n + 1}/KH-X", issuer=so), by=an)
    client.force_login(an)

    # session, user, grants, unread, units, works, count, page
    with django_assert_max_num_queries(8):
        response = client.get("/van-ban/")

    assert response.context["table"].count == rows


@pytest.mark.parametrize(
    ("query", "expected"),
    [
        ("q=phat+dong", ["05/KH-SGDĐT"]),
        ("loai=QD", ["7/QĐ-SGDĐT"]),
        ("co_quan=so+giao+duc&nam=2025", ["7/QĐ-SGDĐT"]),
        ("tinh_trang=draft", []),
    ],
)
def test_list_is_filtered_and_exported_as_filtered(client, an, so, document, query, expected):
    register_document(DocumentData(K.DECISION, "Khen", "7/QĐ-SGDĐT", date(2025, 5, 1), so), by=an)
    client.force_login(an)

    response = client.get(f"/van-ban/?{query}&xuat=xlsx")

    rows = [row for row in open_workbook(response.content, "a.xlsx").rows() if any(row)]
    numbers = [
        str(row[0]).split()[-1] for row in rows if "/" in str(row[0]) and "-SG" in str(row[0])
    ]
    assert numbers == expected


def test_page_walks_citations_both_ways(client, binh, document):  # S0-03
    basis = register_document(
        DocumentData(
            K.RESOLUTION, "Đột phá", "57-NQ/TW", date(2024, 12, 22), issuer_name="Bộ Chính trị"
        ),
        by=None,
    )
    cite(document, basis, Citation.Role.BASIS, "Căn cứ Nghị quyết số 57", by=None)
    client.force_login(binh)

    here, there = client.get(f"/van-ban/{document.pk}/"), client.get(f"/van-ban/{basis.pk}/")

    assert f'<a href="/van-ban/{basis.pk}/">' in text(here)
    assert "Căn cứ Nghị quyết số 57" in text(here)
    assert f'<a href="/van-ban/{document.pk}/">' in text(there)
    assert "<svg" in text(here)


def test_review_of_an_older_document_is_told_on_both_pages(client, an, document):  # S0-03
    client.force_login(an)
    sent = {
        "role": "reviews",
        "number": "08-NQ/TU",
        "kind": "NQ",
        "issuer_name": "Tỉnh ủy Sông Ngân",
        "issued_on": "16/05/2013",
        "passage": "Tổng kết 10 năm thực hiện Nghị quyết số 08-NQ/TU",
    }

    client.post(f"/van-ban/{document.pk}/dan/", sent)

    older = document.cites.get().target
    here, there = client.get(f"/van-ban/{document.pk}/"), client.get(f"/van-ban/{older.pk}/")
    for page in (text(here), text(there)):
        assert "Sơ kết, tổng kết:" in page


def test_office_enters_a_document_with_its_file(client, an, so):
    client.force_login(an)
    sent = {
        "number": "12/KH-SGDĐT",
        "issued_on": "20/11/2026",
        "kind": "KH",
        "issuer_name": so.name,
        "abstract": "Hội thi sáng tạo",
        "file": upload(make_docx("Kế hoạch"), "kh.docx"),
    }

    response = client.post("/van-ban/moi/", sent)

    made = OfficialDocument.objects.get()
    assert response.url == f"/van-ban/{made.pk}/"
    assert (made.issuer, made.issued_on, made.file.name) == (so, date(2026, 11, 20), "kh.docx")


def test_form_says_what_is_wrong_and_stores_nothing(client, an, so):
    client.force_login(an)
    sent = {
        "number": "12/KH-SGDĐT",
        "issued_on": "20/11/2026",
        "kind": "KH",
        "issuer_name": so.name,
        "abstract": "Hội thi",
        "file": upload(b"MZ", "kh.docx"),
    }

    response = client.post("/van-ban/moi/", sent)

    assert "chương trình chạy được" in text(response)
    assert list(OfficialDocument.objects.all()) == []


def test_number_without_a_day_is_asked_for(client, an, so):
    client.force_login(an)

    response = client.post(
        "/van-ban/moi/",
        {"number": "1/KH-X", "kind": "KH", "issuer_name": so.name, "abstract": "A"},
    )

    assert "phải có ngày ban hành" in text(response)


def test_head_may_not_enter_documents(client, binh):
    client.force_login(binh)

    response = client.get("/van-ban/moi/")

    assert response.status_code == 403
    assert "Chỉ văn phòng" in text(response)


def test_office_corrects_and_cites(client, an, document):
    client.force_login(an)
    page = client.get(f"/van-ban/{document.pk}/sua/")
    changed = {
        "number": document.number,
        "issued_on": "16/01/2026",
        "kind": "KH",
        "issuer_name": document.issuer_name,
        "abstract": "Phát động phong trào",
    }
    client.post(f"/van-ban/{document.pk}/sua/", changed)
    cited = {"role": "basis", "number": "57-NQ/TW", "kind": "NQ", "issuer_name": "Bộ Chính trị"}
    client.post(f"/van-ban/{document.pk}/dan/", cited)
    citation = document.cites.get()
    client.post(f"/van-ban/dan/{citation.pk}/bo/")

    document.refresh_from_db()
    assert page.status_code == 200
    assert (document.issued_on, document.abstract) == (date(2026, 1, 16), "Phát động phong trào")
    assert document.file is not None
    assert citation.target.is_cited_only
    assert document.cites.count() == 0


def test_draft_does_not_exist_for_a_school(client, an, binh, so):
    draft = register_document(DocumentData(K.PLAN, "Dự thảo", issuer=so), by=an)

    statuses = {}
    for user in (an, binh):
        client.force_login(user)
        statuses[user.username] = client.get(f"/van-ban/{draft.pk}/").status_code

    assert statuses == {"an": 200, "binh": 404}


# ------------------------------------------------------------------ files


def test_file_is_served_closed_off(client, binh, document):
    client.force_login(binh)

    response = client.get(reverse("documents:file", args=[document.file.pk]))

    assert b"".join(response.streaming_content) == PDF
    assert response["Content-Type"] == "application/pdf"
    assert response["Content-Disposition"] == 'attachment; filename="ke-hoach.pdf"'
    assert response["Content-Security-Policy"] == "sandbox; default-src 'none'"
    assert response["X-Content-Type-Options"] == "nosniff"
    assert response["Cache-Control"] == "private, no-cache"
    assert response["ETag"] == f'"{document.file.sha256}"'


def test_unchanged_file_is_not_sent_again(client, binh, document):
    client.force_login(binh)

    response = client.get(
        reverse("documents:file", args=[document.file.pk]),
        headers={"If-None-Match": f'"{document.file.sha256}"'},
    )

    assert (response.status_code, response.content) == (304, b"")


def test_file_nobody_cites_is_served_to_nobody(client, an, hoa):
    file = store_bytes(PDF, "a.pdf", by=an)

    for user in (an, hoa):
        client.force_login(user)
        assert client.get(reverse("documents:file", args=[file.pk])).status_code == 404


def test_evidence_file_is_for_its_unit_and_those_above(client, lan, hoa_sen, an, chi):
    evidence = add_evidence(hoa_sen, by=lan, file=upload(PNG, "anh.png"))
    url = reverse("documents:file", args=[evidence.file.pk])

    statuses = {}
    for user in (lan, an, chi):
        client.force_login(user)
        statuses[user.username] = fetch(client, url)

    assert statuses == {"lan": 200, "an": 200, "chi": 404}


def test_file_needs_a_sign_in(client, document):
    assert client.get(reverse("documents:file", args=[document.file.pk])).status_code == 302


# ------------------------------------------------------------------ evidence


def test_focal_adds_evidence_and_finds_it(client, lan, hoa_sen):
    client.force_login(lan)
    url = f"/van-ban/minh-chung/don-vi/{hoa_sen.pk}/"

    client.post(f"{url}them/", {"title": "Biên bản", "file": upload(PDF, "bb.pdf")})
    response = client.get(url)
    page = client.get(reverse("documents:evidence", args=[hoa_sen.evidence.get().pk]))

    assert "Biên bản" in text(response)
    assert "Chưa báo cáo nào dẫn minh chứng này" in text(page)


def test_evidence_is_renamed_on_its_page(client, lan, hoa_sen):
    evidence = add_evidence(hoa_sen, "Cũ", by=lan, url="https://vidu.example")
    client.force_login(lan)

    client.post(f"/van-ban/minh-chung/{evidence.pk}/", {"title": "Mới", "valid_until": ""})

    evidence.refresh_from_db()
    assert evidence.title == "Mới"


def test_evidence_of_another_unit_does_not_exist(client, chi, lan, hoa_sen):
    evidence = add_evidence(hoa_sen, by=lan, url="https://vidu.example")
    client.force_login(chi)

    paths = (f"don-vi/{hoa_sen.pk}/", f"don-vi/{hoa_sen.pk}/them/", f"{evidence.pk}/")
    assert [client.get(f"/van-ban/minh-chung/{path}").status_code for path in paths] == [404] * 3


def test_commune_reads_but_does_not_add(client, lam, hoa_sen):
    client.force_login(lam)

    listed = client.get(f"/van-ban/minh-chung/don-vi/{hoa_sen.pk}/")
    refused = client.get(f"/van-ban/minh-chung/don-vi/{hoa_sen.pk}/them/")

    assert (listed.status_code, refused.status_code) == (200, 403)


# ------------------------------------------------------------------ templates


def test_template_page_names_its_places_and_errors(client, hoa):
    client.force_login(hoa)
    bad = make_docx("Kế hoạch", "{{ ten_sai }}")

    listed = client.get("/van-ban/mau/")
    page = client.post(f"/van-ban/mau/{KEY}/", {"file": upload(bad, "mau.docx")})

    assert f"/van-ban/mau/{KEY}/" in text(listed)
    assert "đoạn 2: không có chỗ tên “ten_sai”." in text(page)
    assert "bang_nhiem_vu" in text(page)


def test_good_template_is_used_from_now_on(client, an):
    client.force_login(an)

    response = client.post(
        f"/van-ban/mau/{KEY}/", {"file": upload(make_docx("{{ trich_yeu }}"), "mau.docx")}
    )
    page = client.get(response.url)
    default = client.get(f"/van-ban/mau/{KEY}/mau-goc/")

    assert current_version(KEY).version == 2
    assert "Phiên bản 2" in text(page)
    assert default.content.startswith(b"PK")


def test_templates_are_not_for_schools(client, binh):
    client.force_login(binh)

    paths = ("/van-ban/mau/", f"/van-ban/mau/{KEY}/", f"/van-ban/mau/{KEY}/mau-goc/")
    assert [client.get(path).status_code for path in paths] == [403] * 3


def test_unknown_template_is_not_found(client, an):
    client.force_login(an)

    assert client.get("/van-ban/mau/khong-co/").status_code == 404


@pytest.mark.parametrize("rows", [1, 3])
def test_evidence_list_costs_the_same_for_any_number_of_rows(
    client, lan, binh, hoa_sen, rows, django_assert_num_queries
):
    for n in range(rows):
        by = (lan, binh)[n % 2]
        add_evidence(hoa_sen, f"Tin {n}", by=by, url=f"https://vidu.example/{n}")
    url = reverse("documents:evidence_list", args=[hoa_sen.pk])
    client.force_login(lan)
    client.get(url)

    # session, user, grants, unread, works, unit, count, page
    with django_assert_num_queries(8):
        response = client.get(url)

    assert response.context["table"].count == rows


@pytest.mark.parametrize("words", ["tập huấn", "tap huan", "TAP  HUAN", "huấn"])
def test_evidence_is_found_without_marks(client, lan, hoa_sen, words):
    add_evidence(hoa_sen, "Danh sách tập huấn giáo viên", by=lan, url="https://vidu.example/1")
    add_evidence(hoa_sen, "Ảnh hội thi", by=lan, url="https://vidu.example/2")
    client.force_login(lan)

    response = client.get(reverse("documents:evidence_list", args=[hoa_sen.pk]), {"q": words})

    page = text(response)
    assert response.context["table"].count == 1
    assert ("Danh sách tập huấn giáo viên" in page, "Ảnh hội thi" in page) == (True, False)


def test_file_bears_the_name_it_was_given_here(client, lan, chi, an, hoa_sen, binh_minh):
    first = add_evidence(hoa_sen, by=lan, file=upload(PNG, "anh-rieng-cua-hoa-sen.png"))
    second = add_evidence(binh_minh, by=chi, file=upload(PNG, "hoi-thi.png"))

    def seen_by(user, evidence):
        client.force_login(user)
        page = client.get(f"/van-ban/minh-chung/{evidence.pk}/")
        url = reverse("documents:file", args=[evidence.file_id])
        files = [client.get(url), client.get(url, {"minh-chung": evidence.pk})]
        for file in files:
            file.getvalue()  # read to the end, which closes it
        return text(page) + "".join(file["Content-Disposition"] for file in files)

    theirs, offices = seen_by(chi, second), seen_by(an, first)
    assert second.file == first.file
    assert ("hoi-thi.png" in theirs, "hoa-sen" in theirs, chi.full_name in theirs) == (
        True,
        False,
        True,
    )
    assert ("anh-rieng-cua-hoa-sen.png" in offices, lan.full_name in offices) == (True, True)
