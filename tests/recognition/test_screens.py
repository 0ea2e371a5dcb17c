"""The library on screen: found, read, adopted, recognised farther, replicated, complained about."""

from datetime import timedelta
from io import BytesIO

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from phongtrao.documents.models import OfficialDocument
from phongtrao.lib.numbers import format_date
from phongtrao.recognition.models import (
    Adoption,
    Creation,
    IpAsset,
    Objection,
    Replication,
    SavedCreation,
    ScopeRequest,
)
from tests.factories import make_person
from tests.initiatives.made import make_worker
from tests.recognition.made import make_creation

pytestmark = pytest.mark.django_db
TODAY = timezone.localdate()
SINCE = format_date(TODAY - timedelta(days=30))


def as_(user):
    client = Client()
    client.force_login(user)
    return client


def page(user, name, *args, **query):
    response = as_(user).get(reverse(f"recognition:{name}", args=args, query=query))
    assert response.status_code == 200, (name, response.status_code)
    return response.content.decode()


def send(user, name, *args, **data):
    return as_(user).post(reverse(f"recognition:{name}", args=args), data)


@pytest.fixture
def ha():
    return make_person("Nông Thị Hạ")


@pytest.fixture
def creation(hoa_sen, ha):
    return make_creation(
        hoa_sen, {ha: 100}, year="SY2024", area="Giáo dục trung học cơ sở", tags=["STEM"]
    )


def test_the_library_is_searched_without_marks_by_title_author_and_unit(creation, chi):  # S0-06
    for words in ("cham bai", "Nông Thị Hạ", "hoa sen", "CHẤM"):
        assert creation.title in page(chi, "library", q=words)
    assert creation.title not in page(chi, "library", q="vườn rau")


@pytest.mark.parametrize(
    ("asked", "is_there"),
    [
        ({"loai": "initiative"}, True),
        ({"loai": "practice"}, False),
        ({"pham_vi": "base"}, True),
        ({"pham_vi": "province"}, False),
        ({"pham_vi": "chua"}, False),
        ({"cap": "lower"}, True),
        ({"cap": "primary"}, False),
        ({"linh_vuc": "Giáo dục trung học cơ sở"}, True),
        ({"the": "stem"}, True),
        ({"the": "robot"}, False),
        ({"nam": "SY2024"}, True),
        ({"ap_dung": "co"}, False),
        ({"doc_sau": "on"}, False),
        ({"don_vi": "binh minh"}, False),
    ],
)
def test_the_library_is_narrowed(creation, chi, asked, is_there):  # S0-06, S1-39
    assert (creation.title in page(chi, "library", **asked)) is is_there


def test_the_library_goes_out_as_it_is_filtered(creation, chi):
    response = as_(chi).get(reverse("recognition:library", query={"xuat": "xlsx"}))

    assert response["Content-Type"].endswith("sheet")
    assert BytesIO(response.content).read(2) == b"PK"


def test_a_page_is_kept_to_be_read_later_by_oneself_only(creation, chi, binh):
    send(chi, "keep", creation.pk)
    send(chi, "keep", creation.pk)

    assert SavedCreation.objects.count() == 1
    assert creation.title in page(chi, "library", doc_sau="on")
    assert creation.title not in page(binh, "library", doc_sau="on")
    send(chi, "keep", creation.pk, bo="1")
    assert not SavedCreation.objects.exists()


def test_parts_of_authors_are_for_them_and_those_over_them(hoa_sen, ha, giang, chi, binh, an):
    hers = make_worker(giang, hoa_sen)
    creation = make_creation(hoa_sen, {ha: 63, hers: 37})

    shown = ["37%" in page(user, "creation", creation.pk) for user in (giang, binh, an, chi)]

    assert shown == [True, True, True, False]


def test_what_is_not_listed_is_not_there_for_others(hoa_sen, ha, chi, binh):
    kept = make_creation(hoa_sen, {ha: 100}, is_listed=False)
    address = reverse("recognition:creation", args=[kept.pk])

    assert [as_(user).get(address).status_code for user in (binh, chi)] == [200, 404]


def test_another_school_adopts_with_figures_and_a_file_and_its_head_confirms(  # S0-06
    creation, binh_minh, chi, giang, hoa_sen
):
    file = SimpleUploadedFile("so-lieu.txt", "Bảng số liệu".encode(), "text/plain")
    said = {
        "unit": binh_minh.pk,
        "since": SINCE,
        "effect": "Chấm nhanh gấp năm.",
        "people": "300",
        "file": file,
        "name0": "Thời gian chấm",
        "measure0": "phút",
        "before0": "120",
        "after0": "15,5",
    }
    send(chi, "adopt", creation.pk, **said)
    adoption = Adoption.objects.get()
    send(chi, "adoption_confirm", adoption.pk)

    adoption.refresh_from_db()
    (figure,) = adoption.figures.all()
    assert (adoption.status, adoption.people, adoption.evidence.title) == (
        Adoption.Status.USED,
        300,
        "so-lieu.txt",
    )
    assert (figure.measure, str(figure.after)) == ("phút", "15.50")
    assert "Chấm nhanh gấp năm." in page(giang, "creation", creation.pk)
    assert creation.title in page(chi, "library", ap_dung="co")


def test_half_a_figure_is_asked_for_the_rest(creation, binh_minh, chi):
    said = {"unit": binh_minh.pk, "since": SINCE, "name0": "Thời gian chấm", "before0": "7"}

    answer = send(chi, "adopt", creation.pk, **said).content.decode()

    assert "Hãy điền nốt số liệu này." in answer
    assert not Adoption.objects.exists()


def test_a_school_does_not_adopt_for_another(creation, binh_minh, giang, binh):
    said = {"unit": binh_minh.pk, "since": SINCE}

    assert send(giang, "adopt", creation.pk, **said).status_code == 404
    assert send(binh, "adopt", creation.pk, **said).status_code == 404
    assert not Adoption.objects.exists()


def test_an_office_writes_down_the_decision_of_the_province_and_the_paper_is_registered(  # S0-33
    creation, province, an, binh
):
    said = {
        "scope": "province",
        "decided_by": province.pk,
        "number": "77/QĐ-UBND",
        "decided_on": SINCE,
        "effect": "Dùng ở ba mươi trường.",
    }
    assert send(binh, "scope_new", creation.pk, **said).status_code == 200
    send(an, "scope_new", creation.pk, **said)

    row = creation.scopes.get(scope="province")
    assert (row.decided_by, row.document.number) == (province, "77/QĐ-UBND")
    assert OfficialDocument.objects.get(number="77/QĐ-UBND").issuer == province
    assert "Cấp tỉnh" in page(binh, "creation", creation.pk)


def test_what_was_typed_wrongly_today_goes_and_what_stands_is_revoked(creation, province, an):
    said = {"scope": "province", "decided_by": province.pk, "number": "77/QĐ-UBND"}
    send(an, "scope_new", creation.pk, decided_on=SINCE, **said)
    row = creation.scopes.get(scope="province")
    send(an, "scope_undo", row.pk, confirm="ghi nhầm")
    assert not creation.scopes.filter(scope="province").exists()

    send(an, "scope_new", creation.pk, decided_on=SINCE, **said)
    row = creation.scopes.get(scope="province")
    send(an, "scope_revoke", row.pk, confirm="hủy bỏ", reason="Trùng với công trình khác.")
    row.refresh_from_db()
    assert (row.revoked_on, row.revoke_reason) == (TODAY, "Trùng với công trình khác.")


def test_a_request_is_refused_with_reasons_or_granted_by_the_decision(  # S0-33
    creation, so, province, an, binh, chi
):
    asked = {"scope": "province", "owner": so.pk, "effect": "Ba mươi trường dùng."}
    send(binh, "request_new", creation.pk, **asked)
    row = ScopeRequest.objects.get()
    address = reverse("recognition:request", args=[row.pk])
    assert [as_(user).get(address).status_code for user in (an, binh, chi)] == [200, 200, 404]

    send(an, "request_refuse", row.pk, reason="Chưa đủ minh chứng.")
    assert "Chưa đủ minh chứng." in page(binh, "request", row.pk)
    send(binh, "request_new", creation.pk, **asked)
    decision = {"scope": "province", "decided_by": province.pk, "number": "77/QĐ-UBND"}
    send(an, "scope_new", creation.pk, decided_on=SINCE, **decision)

    states = list(ScopeRequest.objects.order_by("pk").values_list("status", flat=True))
    assert states == ["refused", "granted"]


def test_a_practice_is_registered_proposed_shortlisted_and_replicated(  # S0-06
    hoa_sen, giang, binh, so, an, chi
):
    make_worker(giang, hoa_sen)
    said = {
        "unit": hoa_sen.pk,
        "title": "Góc đọc mười phút",
        "summary": "Mỗi sáng đọc mười phút.",
        "tags": "Văn hóa đọc; STEM",
        "people": "Vũ Thị Giang 100",
    }
    send(binh, "practice_new", **said)
    made = Creation.objects.get(kind="practice")
    send(binh, "propose", made.pk, owner=so.pk, reason="Trường nào cũng làm được.")
    row = Replication.objects.get()
    assert as_(chi).get(reverse("recognition:replication", args=[row.pk])).status_code == 404
    assert made.title in page(an, "replication_board")
    send(an, "shortlist", row.pk)
    send(an, "replicate", row.pk, number="12/SGDĐT-VP", issued_on=SINCE)

    row.refresh_from_db()
    assert (row.status, row.document.number) == (Replication.Status.REPLICATED, "12/SGDĐT-VP")
    assert [str(one.share) for one in made.shares.all()] == ["100.00"]
    assert made.tags == ["Văn hóa đọc", "STEM"]
    assert "Đã có văn bản nhân rộng" in page(chi, "creation", made.pk)


def test_a_name_nobody_bears_is_told_and_nothing_is_written(hoa_sen, binh):
    said = {"unit": hoa_sen.pk, "title": "Góc đọc", "summary": "Đọc.", "people": "Lạ Văn Mặt 100"}

    answer = send(binh, "practice_new", **said).content.decode()

    assert "“Lạ Văn Mặt”: đơn vị không có" in answer
    assert not Creation.objects.exists()


def test_a_complaint_is_answered_and_who_sent_it_is_not_told_to_authors(  # S0-33
    hoa_sen, giang, chi, an, binh
):
    creation = make_creation(hoa_sen, {make_worker(giang, hoa_sen): 100})
    send(chi, "object", creation.pk, words="Trùng với cách làm của trường tôi.")
    row = Objection.objects.get()
    address = reverse("recognition:objection", args=[row.pk])
    while_open = [as_(user).get(address).status_code for user in (chi, an, giang)]
    send(an, "objection_answer", row.pk, verdict="dung", answer="Đúng, sẽ hủy bỏ công nhận.")

    assert while_open == [200, 200, 404]
    assert "sẽ hủy bỏ" in page(giang, "objection", row.pk)
    named = [chi.full_name in page(user, "objection", row.pk) for user in (an, giang)]
    assert named == [True, False]
    history = reverse("audit:history", args=["recognition.objection", row.pk])
    assert chi.full_name not in as_(giang).get(history).content.decode()


def test_a_filing_is_its_owners_and_a_granted_right_everybodys(creation, binh, chi):  # S0-31
    said = {
        "kind": "copyright",
        "title": "Phần mềm chấm bài",
        "filing_number": "Đ-1",
        "filed_on": SINCE,
        "stage": "filed",
    }
    send(binh, "asset_new", creation.pk, **said)
    asset = IpAsset.objects.get()
    assert "Phần mềm chấm bài" not in page(chi, "creation", creation.pk)

    more = {"stage": "granted", "grant_number": "GCN 9", "granted_on": format_date(TODAY)}
    send(binh, "asset_edit", asset.pk, **{**said, **more})
    assert "GCN 9" in page(chi, "creation", creation.pk)
    assert as_(chi).get(reverse("recognition:asset_edit", args=[asset.pk])).status_code == 403


@pytest.mark.parametrize("rows", [1, 3])
def test_lists_ask_the_same_number_of_queries(
    rows, hoa_sen, ha, binh, chi, binh_minh, django_assert_max_num_queries
):
    for number in range(rows):
        made = make_creation(hoa_sen, {ha: 100}, title=f"Số {number}")
        send(chi, "adopt", made.pk, unit=binh_minh.pk, since=SINCE)
    client = as_(chi)
    for name, most in (("library", 23), ("adoptions", 14), ("quotas", 20), ("replications", 14)):
        with django_assert_max_num_queries(most):
            assert client.get(reverse(f"recognition:{name}")).status_code == 200
