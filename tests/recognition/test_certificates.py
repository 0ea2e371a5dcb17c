"""Certificates of authors: made ready from a decision, numbered, printed, revoked, issued again, checked."""

import re
import zipfile
from datetime import timedelta
from html import unescape
from io import BytesIO

import pypdfium2
import pytest
import zxingcpp
from django.core.cache import cache
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from phongtrao.documents.certificate_seals import check_url, code_of
from phongtrao.documents.certificate_words import FormWords, words_of
from phongtrao.documents.models import Certificate, CertificateBatch, CertificateBook
from phongtrao.documents.services import read_file
from phongtrao.documents.services.certificates import (
    Ending,
    drop_batch,
    issue_batch,
    reissue_certificate,
    revoke_certificate,
    word_certificates,
)
from phongtrao.documents.services.printing_certificates import print_certificates
from phongtrao.lib.errors import BadInput, NotAllowed, WrongState
from phongtrao.notifications.models import Notice
from phongtrao.recognition.models import ScopeRecognition
from phongtrao.recognition.services.certificates import prepare_certificates
from phongtrao.recognition.services.scopes import revoke_scope
from tests.documents.outgoing import today
from tests.factories import make_person
from tests.recognition.decided import make_decision
from tests.recognition.made import make_creation

pytestmark = pytest.mark.django_db
KIND = "recognition.initiative"
S = Certificate.Status


@pytest.fixture(autouse=True)
def storage(settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path
    cache.clear()


@pytest.fixture
def decision(hoa_sen, binh, giang):
    """Two creations: one of two authors, of whom the first signs in, and one of one."""
    author = make_person("Vũ Thị Giang", user=giang)
    make_creation(
        hoa_sen, {author: 60, make_person("Nông Thị Hạ"): 40}, title="Góc đọc", summary="xq7"
    )
    make_creation(hoa_sen, {make_person("Lò Văn Sơn"): 100}, title="Bài giảng mở")
    return make_decision(hoa_sen, binh)


@pytest.fixture
def issued(decision, binh):
    return issue_batch(prepare_certificates(decision, by=binh), today(), by=binh)


def rows(*names):
    return list(Certificate.objects.order_by("pk").values_list(*names))


def pages(pdf):
    return [page.get_textpage().get_text_bounded() for page in pypdfium2.PdfDocument(pdf)]


def test_each_author_gets_the_next_number_in_the_order_of_the_annex(decision, binh):  # S0-33
    batch = prepare_certificates(decision, by=binh)
    ready = rows("name", "written", "status")

    issue_batch(batch, today(), by=binh)

    year = today().year
    assert ready == [(name, "", S.READY) for name in ("Lò Văn Sơn", "Vũ Thị Giang", "Nông Thị Hạ")]
    assert rows("name", "number", "written", "role", "status") == [
        ("Lò Văn Sơn", 1, f"1/{year}/GCN-THCSHS", "là tác giả của sáng kiến", S.ISSUED),
        *(
            (name, n, f"{n}/{year}/GCN-THCSHS", f"là đồng tác giả (tỷ lệ đóng góp {share}%) của sáng kiến", S.ISSUED)
            for name, n, share in (("Vũ Thị Giang", 2, 60), ("Nông Thị Hạ", 3, 40))
        ),
    ]  # fmt: skip


def test_nobody_gets_two_by_one_decision(decision, binh, issued):
    with pytest.raises(BadInput, match="đã có giấy"):
        prepare_certificates(decision, by=binh)


def test_whose_recognition_was_revoked_gets_none(decision, binh):
    revoke_scope(ScopeRecognition.objects.get(creation__title="Góc đọc"), "Chép", None, by=binh)

    prepare_certificates(decision, by=binh)

    assert rows("name") == [("Lò Văn Sơn",)]


def test_before_issue_all_is_undone_and_no_number_is_lost(decision, binh):
    drop_batch(prepare_certificates(decision, by=binh), by=binh)
    batch = issue_batch(prepare_certificates(decision, by=binh), today(), by=binh)

    assert rows("number") == [(1,), (2,), (3,)]
    with pytest.raises(WrongState, match="đã cấp số"):
        drop_batch(batch, by=binh)


def test_only_the_office_of_the_unit_issues(decision, binh, lan, chi, giang):
    batch = prepare_certificates(decision, by=binh)

    for user in (lan, chi, giang):
        with pytest.raises(NotAllowed):
            issue_batch(batch, today(), by=user)
        with pytest.raises(NotAllowed):
            prepare_certificates(decision, by=user)


def test_a_day_before_the_decision_or_to_come_is_refused(decision, binh):
    batch = prepare_certificates(decision, by=binh)

    with pytest.raises(BadInput, match="từ ngày ban hành"):
        issue_batch(batch, today() - timedelta(days=1), by=binh)
    with pytest.raises(BadInput, match="chưa đến"):
        issue_batch(batch, today() + timedelta(days=1), by=binh)


def test_pressed_twice_it_is_issued_once(decision, binh):
    batch = prepare_certificates(decision, by=binh)
    stale = CertificateBatch.objects.get(pk=batch.pk)
    issue_batch(batch, today(), by=binh)

    with pytest.raises(WrongState):
        issue_batch(stale, today(), by=binh)

    assert rows("number") == [(1,), (2,), (3,)]


def test_one_issued_again_has_the_next_number_and_the_old_one_holds_no_more(issued, binh):
    old = Certificate.objects.get(number=1)

    new = reissue_certificate(old, "Lò Văn Sơn Ca", "In sai tên", by=binh)

    assert rows("number", "name", "status", "reason") == [
        (1, "Lò Văn Sơn", S.REPLACED, "In sai tên"),
        (2, "Vũ Thị Giang", S.ISSUED, ""),
        (3, "Nông Thị Hạ", S.ISSUED, ""),
        (4, "Lò Văn Sơn Ca", S.ISSUED, ""),
    ]
    assert new.replaces == old
    with pytest.raises(NotAllowed, match="không còn giá trị"):
        revoke_certificate(old, Ending("Nhầm"), by=binh)


def test_without_a_reason_nothing_is_revoked(issued, binh):
    one = Certificate.objects.get(number=1)

    with pytest.raises(BadInput, match="lý do"):
        revoke_certificate(one, Ending("  "), by=binh)
    revoke_certificate(one, Ending("Sao chép"), by=binh)

    assert rows("number", "status")[0] == (1, S.REVOKED)


def test_the_printed_page_leads_to_its_check(issued):
    print_certificates(issued.pk)
    issued.refresh_from_db()

    pdf = read_file(issued.file)
    said = pages(pdf)
    assert [re.search(r"Số: (\d+)/", page)[1] for page in said] == ["1", "2", "3"]
    assert "Vũ Thị Giang" in said[1]
    picture = pypdfium2.PdfDocument(pdf)[1].render(scale=2).to_pil()
    second = Certificate.objects.get(number=2)
    assert [one.text for one in zxingcpp.read_barcodes(picture)] == [check_url(second)]
    names = zipfile.ZipFile(BytesIO(read_file(issued.packed))).namelist()
    assert names == [f"{n}-{today().year}-GCN-THCSHS.pdf" for n in (1, 2, 3)]


def test_printing_twice_keeps_the_first_files(issued):
    print_certificates(issued.pk)
    first = CertificateBatch.objects.values_list("file", "packed").get()
    print_certificates(issued.pk)

    assert CertificateBatch.objects.values_list("file", "packed").get() == first


def test_a_preview_has_no_number_and_says_so(decision, binh, client):
    batch = prepare_certificates(decision, by=binh)
    client.force_login(binh)

    answer = client.get(reverse("certificates:batch_preview", args=[batch.pk]))

    assert all("CHƯA CÓ GIÁ TRỊ" in page for page in pages(answer.content))


def test_words_of_the_office_reach_what_has_no_number_yet(decision, binh, hoa_sen, issued):
    other = make_creation(hoa_sen, {make_person("Tạ Thị Lụa"): 100}, title="Vườn trường")
    batch = prepare_certificates(make_decision(hoa_sen, binh), by=binh)
    said = FormWords.from_json(words_of(hoa_sen, KIND).to_json() | {"symbol": "CN-HS"})

    word_certificates(hoa_sen, KIND, said, by=binh)

    symbols = [
        FormWords.from_json(one.said).symbol for one in CertificateBatch.objects.order_by("pk")
    ]
    assert symbols == ["GCN-THCSHS", "CN-HS"]
    issue_batch(batch, today(), by=binh)
    assert Certificate.objects.get(about=other.title).written == f"4/{today().year}/CN-HS"
    assert CertificateBook.objects.count() == 1


# ------------------------------------------------------------------ the public check


def check(client, pk):
    one = Certificate.objects.get(pk=pk)
    answer = client.get(reverse("certificates:check", args=[code_of(one)]))
    return answer, unescape(answer.content.decode())


def test_everybody_checks_without_an_account(issued, client):
    answer, page = check(client, Certificate.objects.get(number=2).pk)

    assert answer.status_code == 200
    for said in ("Có giá trị", "Vũ Thị Giang", "Góc đọc", "Trường THCS Hoa Sen", "01/QĐ-THCSHS"):
        assert said in page


def test_a_revoked_one_and_a_replaced_one_say_so_without_the_reason(issued, binh, client):
    revoked, replaced = Certificate.objects.get(number=1), Certificate.objects.get(number=2)
    revoke_certificate(revoked, Ending("xq7 lý do riêng"), by=binh)
    new = reissue_certificate(replaced, "", "xq7 lý do riêng", by=binh)

    said = [check(client, one.pk)[1] for one in (revoked, replaced, new)]

    assert ["Đã thu hồi" in page for page in said] == [True, False, False]
    assert [f"cấp lại bằng giấy số {new.written}" in page for page in said] == [False, True, False]
    assert ["Có giá trị" in page for page in said] == [False, False, True]
    assert not any("xq7" in page for page in said)


def test_the_check_tells_nothing_that_is_not_printed(issued, client):
    """Neither co-authors, nor other works, nor what the creation is about."""
    one = Certificate.objects.get(number=2)

    _answer, page = check(client, one.pk)

    others = ("Nông Thị Hạ", "Lò Văn Sơn", "Bài giảng mở", "xq7", "60.00")
    assert [said for said in others if said in page] == []


@pytest.mark.parametrize(
    "wrong",
    ["1", "abc", "1-", "{pk}-AAAA-AAAA-AAAA", "9" * 40 + "-x", "²-x", "9" * 700, "9" * 4_900],
)
def test_a_wrong_code_gets_a_sentence(issued, client, wrong):
    code = wrong.format(pk=Certificate.objects.get(number=1).pk)

    answer = client.get(reverse("certificates:check", args=[code]))

    assert answer.status_code == 404
    assert "Không có giấy chứng nhận nào mang mã này" in answer.content.decode()


def test_what_has_no_number_yet_has_no_code(decision, binh, client):
    prepare_certificates(decision, by=binh)

    one = Certificate.objects.order_by("pk")[0]

    with pytest.raises(ValueError, match="not issued"):
        code_of(one)
    answer = client.get(reverse("certificates:check", args=[f"{one.pk}-AAAA-AAAA-AAAA"]))
    assert (answer.status_code, "Lò Văn Sơn" in answer.content.decode()) == (404, False)


def test_who_asks_too_often_waits(issued, client):
    pk = Certificate.objects.get(number=1).pk

    answers = [check(client, pk)[0].status_code for _ in range(61)]

    assert answers == [200] * 60 + [429]


# ------------------------------------------------------------------ pages


def test_the_author_finds_and_downloads_their_own(issued, giang, client):
    one = Certificate.objects.get(number=2)
    client.force_login(giang)

    record = client.get(reverse("orgs:my_record")).content.decode()
    answer = client.get(reverse("certificates:certificate_file", args=[one.pk]))

    assert reverse("certificates:certificate", args=[one.pk]) in record
    assert "Vũ Thị Giang" in pages(answer.content)[0]


def test_others_do_not_find_it(issued, chi, client):
    client.force_login(chi)
    one = Certificate.objects.get(number=2)

    routes = ("certificate", "certificate_file", "certificate_revoke", "certificate_reissue")
    answers = [client.get(reverse(f"certificates:{r}", args=[one.pk])).status_code for r in routes]
    page = client.get(reverse("certificates:certificate_list")).content.decode()

    assert answers == [404] * 4
    assert "Vũ Thị Giang" not in page


def test_the_office_goes_from_the_decision_to_the_book(decision, binh, client):
    client.force_login(binh)

    made = client.post(reverse("recognition_papers:decision_certificates", args=[decision.pk]))
    batch = CertificateBatch.objects.get()
    assert made.url == reverse("certificates:batch", args=[batch.pk])
    assert "Xem trước" in client.get(made.url).content.decode()
    page = reverse("recognition_papers:decision", args=[decision.pk])
    assert f'href="{made.url}"' in client.get(page).content.decode()  # not pressed again by mistake
    url = reverse("certificates:batch_issue", args=[batch.pk])
    assert client.post(url, {"issued_on": f"{today():%d/%m/%Y}"}).url == made.url
    one = Certificate.objects.get(number=1)
    url = reverse("certificates:certificate_revoke", args=[one.pk])
    client.post(url, {"reason": "Sao chép"})

    book = client.get(reverse("certificates:book", args=[one.book_id])).content.decode()
    assert "Đã thu hồi" in book
    for name in ("batch_list", "book_list", "certificate_list", "check_form"):
        assert client.get(reverse(f"certificates:{name}")).status_code == 200
    words = reverse("certificates:words", args=[batch.unit_id, KIND])
    assert client.get(words).status_code == 200
    assert client.get(reverse("certificates:words", args=[batch.unit_id, "la"])).status_code == 404


def test_the_list_asks_the_same_with_one_and_three_rows(hoa_sen, binh, client):
    client.force_login(binh)
    counts = []
    for place in range(3):
        make_creation(hoa_sen, {make_person(f"Lò Văn {place}"): 100}, title=f"Thử {place}")
        batch = prepare_certificates(make_decision(hoa_sen, binh), by=binh)
        issue_batch(batch, today(), by=binh)
        with CaptureQueriesContext(connection) as asked:
            client.get(reverse("certificates:certificate_list"))
        counts.append(len(asked))

    assert counts[0] == counts[2]


# ------------------------------------------------------------------ when the recognition goes
def scope_of(title):
    rows = ScopeRecognition.objects.select_related("creation", "decided_by")
    return rows.get(creation__title=title)


def test_certificates_follow_a_revoked_recognition(issued, binh, giang):
    """Of the very work; one issued again stands for the first."""
    replaced = Certificate.objects.get(name="Nông Thị Hạ")
    reissue_certificate(replaced, "", "Mất giấy", by=binh)

    revoke_scope(scope_of("Góc đọc"), "Chép của người khác", None, by=binh)

    assert rows("name", "status", "reason", "ended_on") == [
        ("Lò Văn Sơn", S.ISSUED, "", None),
        ("Vũ Thị Giang", S.REVOKED, "Chép của người khác", today()),
        ("Nông Thị Hạ", S.REPLACED, "Mất giấy", today()),
        ("Nông Thị Hạ", S.REVOKED, "Chép của người khác", today()),
    ]
    told = Notice.objects.filter(to=giang, text__contains="đã bị thu hồi: Chép của người khác")
    assert told.count() == 1


def test_what_waits_for_its_number_goes_and_an_empty_batch_with_it(decision, binh):
    batch = prepare_certificates(decision, by=binh)

    revoke_scope(scope_of("Góc đọc"), "Chép", None, by=binh)
    left = rows("name", "status")
    issue_batch(batch, today(), by=binh)
    revoke_scope(scope_of("Bài giảng mở"), "Chép", None, by=binh)

    assert left == [("Lò Văn Sơn", S.READY)]
    assert rows("name", "status", "number") == [("Lò Văn Sơn", S.REVOKED, 1)]


def test_a_batch_nobody_is_left_in_goes(decision, binh):
    prepare_certificates(decision, by=binh)

    for title in ("Góc đọc", "Bài giảng mở"):
        revoke_scope(scope_of(title), "Chép", None, by=binh)

    assert (Certificate.objects.count(), CertificateBatch.objects.count()) == (0, 0)


def test_the_page_says_before_how_many_certificates_go(client, issued, binh):
    row = scope_of("Góc đọc")
    client.force_login(binh)
    address = reverse("recognition:scope_revoke", args=[row.pk])

    asked = client.get(address).content.decode()
    client.post(address, {"confirm": "hủy bỏ", "reason": "Chép của người khác"})

    assert "giấy chứng nhận bị thu hồi cùng lý do ấy" in asked
    assert Certificate.objects.filter(status=S.REVOKED).count() == 2
