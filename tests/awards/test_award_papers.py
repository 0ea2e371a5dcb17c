"""Papers of awards: the page NĐ 98 asks for, of a person and of a collective; who holds and reads one."""

from html import unescape

import pypdfium2
import pytest
from django.urls import reverse

from phongtrao.awards.certificates import FORM, TITLE
from phongtrao.config.verifying import verify
from phongtrao.documents.certificate_keys import public_keys
from phongtrao.documents.certificate_pdf import batch_pdf
from phongtrao.documents.certificate_seals import code_of
from phongtrao.documents.certificate_words import words_of
from phongtrao.documents.models import Certificate
from phongtrao.documents.services.certificates import (
    Ending,
    Holder,
    issue_batch,
    prepare_batch,
    reissue_certificate,
    revoke_certificate,
)
from phongtrao.notifications.models import Notice
from tests.documents.outgoing import make_issued, today

pytestmark = pytest.mark.django_db
BASIS = "Quyết định số 12/QĐ-SGDĐT\nngày 20/11/2026"


@pytest.fixture(autouse=True)
def storage(settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path
    settings.CERTIFICATE_KEYS_DIR = tmp_path / "keys"


@pytest.fixture
def papers(so, an, dung, hoa_sen, teacher, binh):
    """Of the Sở: a person first, then the school, as the decision lists them."""
    document = make_issued(so, an, dung, kind="QD")
    holders = [
        Holder(teacher, hoa_sen, "Đã dạy thêm cho học sinh yếu", "", BASIS, "Giấy khen", 1),
        Holder(None, hoa_sen, "Dẫn đầu phong trào đọc sách", "", BASIS, "Giấy khen", 2),
    ]
    batch = prepare_batch(so, FORM, document, holders, by=an)
    return issue_batch(batch, today(), by=an)


def test_the_page_has_the_lines_of_the_decree_and_checks(papers, tmp_path, capsys):  # S3-55
    rows = list(papers.certificates.order_by("position"))
    path = tmp_path / "giay-khen.pdf"
    path.write_bytes(batch_pdf(papers, rows))

    page = pypdfium2.PdfDocument(path)[1].get_textpage().get_text_bounded()
    said = ["SỞ", "TẶNG", "GIẤY KHEN", "Trường THCS Hoa Sen", "Dẫn đầu phong trào", "12/QĐ-SGDĐT"]
    assert [one for one in said if one not in page] == []
    assert "Số sổ vàng: 2" in page
    assert pypdfium2.PdfDocument(path)[1].get_size() == pytest.approx((841.9, 595.3), abs=0.5)
    assert verify(str(path), public_keys(), None) == 0
    assert "Số sổ vàng: 2\n" in capsys.readouterr().out


def test_a_unit_holds_its_own_and_its_head_is_told(papers, hoa_sen, binh, client):
    one = Certificate.objects.get(person=None)
    client.force_login(binh)

    assert (one.name, one.unit) == ("Trường THCS Hoa Sen", hoa_sen)
    assert Notice.objects.filter(to=binh, text__contains="Đơn vị có giấy").count() == 1
    page = client.get(reverse("certificates:certificate", args=[one.pk]))
    assert "Dẫn đầu phong trào" in unescape(page.content.decode())
    pdf = client.get(reverse("certificates:certificate_file", args=[one.pk]))
    assert pdf.status_code == 200


def test_neither_another_school_nor_a_teacher_reads_what_the_unit_holds(papers, chi, client):
    one = Certificate.objects.get(person=None)
    client.force_login(chi)

    assert client.get(reverse("certificates:certificate", args=[one.pk])).status_code == 404


def test_the_record_of_a_person_does_not_list_what_the_unit_holds(papers, giang, client):
    client.force_login(giang)

    page = unescape(client.get(reverse("orgs:my_record")).content.decode())

    assert ("dạy thêm cho học sinh yếu" in page, "phong trào đọc sách" in page) == (True, False)


def test_a_unit_s_is_issued_again_revoked_and_checked_by_everybody(papers, an, client):
    old = Certificate.objects.get(person=None)
    new = reissue_certificate(old, "", "Bị ướt", by=an)
    revoke_certificate(new, Ending("Gian dối", "9/QĐ-SGDĐT", today()), by=an)
    client.logout()

    page = client.get(reverse("certificates:check", args=[code_of(new)]))

    said = unescape(page.content.decode())
    assert (new.person, new.honour, new.golden) == (None, "Giấy khen", 2)
    assert "Theo Quyết định số 9/QĐ-SGDĐT" in said
    assert ("GIẤY KHEN" in said, "Gian dối" in said) == (True, False)


def test_titles_and_forms_have_words_of_their_own(so):
    assert [words_of(so, kind).title for kind in (TITLE, FORM)] == ["TẶNG DANH HIỆU", "TẶNG"]
