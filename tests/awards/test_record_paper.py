"""The certificate of record: whole, of what was checked, taken by who reads all of it. S3-17 S3-29"""

from datetime import timedelta
from io import BytesIO

import pypdfium2
import pytest
from django.urls import reverse
from django.utils import timezone
from docx import Document

from phongtrao.awards.services.register import correct_award, revoke_award
from phongtrao.orgs.models import Post
from tests.awards.made import confirmed, given, recorded
from tests.awards.screens import as_, get, page
from tests.orgs.test_facts import merge

pytestmark = pytest.mark.django_db


def words_of(response):
    document = Document(BytesIO(response.content))
    cells = [cell.text for table in document.tables for row in table.rows for cell in row.cells]
    return "\n".join([*(one.text for one in document.paragraphs), *cells])


def pdf_words(response):
    pages = pypdfium2.PdfDocument(response.content)
    return " ".join("\n".join(one.get_textpage().get_text_range() for one in pages).split())


def test_a_person_takes_the_own_record_with_what_stands_only(
    hoa_sen, teacher, giang, lan, an, vinh
):
    confirmed(hoa_sen, lan, an, teacher)
    confirmed(hoa_sen, lan, an, teacher, key="province_merit", decision="77/QĐ", reason="#1 *giỏi*")
    recorded(hoa_sen, lan, "praise", teacher, decision="13/QĐ")  # waits
    gone = confirmed(hoa_sen, lan, an, teacher, key="praise", decision="14/QĐ")
    revoke_award(gone, "15/QĐ", timezone.localdate(), "Khai sai", by=vinh)

    paper = get(giang, "paper_of_person", teacher.pk)
    pdf = get(giang, "paper_of_person", teacher.pk, dang="pdf")

    assert "attachment" in paper.headers["Content-Disposition"]
    for words in (words_of(paper), pdf_words(pdf)):
        assert "có 2 danh hiệu thi đua, hình thức khen thưởng" in " ".join(words.split())
        assert "Chiến sĩ thi đua cơ sở" in words
        assert "77/QĐ" in words
        assert "13/QĐ" not in words
        assert "14/QĐ" not in words
        assert "TRƯỜNG THCS HOA SEN" in words


def test_who_sees_a_part_of_a_record_takes_no_certificate(hoa_sen, binh_minh, teacher, lan, an, binh, chi):  # fmt: skip
    confirmed(hoa_sen, lan, an, teacher)
    assert get(chi, "paper_of_person", teacher.pk).status_code == 404
    today = timezone.localdate()
    Post.objects.filter(person=teacher).update(days=(today - timedelta(days=900), today - timedelta(days=9)))  # fmt: skip
    Post.objects.create(person=teacher, unit=binh_minh, position="Giáo viên", category="public", days=(today - timedelta(days=9), None))  # fmt: skip

    assert get(binh, "paper_of_person", teacher.pk).status_code == 403
    assert "nơi đang công tác lập" in page(binh, "of_person", teacher.pk)
    assert f"{binh_minh.name} xác nhận" in words_of(get(chi, "paper_of_person", teacher.pk))


def test_a_unit_has_that_of_those_it_follows_and_nothing_is_said_as_nothing(hoa_sen, binh_minh, an, vinh, chi, giang):  # fmt: skip
    confirmed(hoa_sen, an, vinh, decision="3/QĐ")
    merge(hoa_sen, binh_minh)

    words = words_of(get(chi, "paper_of_unit", binh_minh.pk))

    assert "3/QĐ" in words
    assert hoa_sen.name in words
    assert "Không có." in words  # forms of commendation
    assert get(giang, "paper_of_unit", binh_minh.pk).status_code == 404


def test_a_correction_shows_what_stood_and_what_stands(hoa_sen, teacher, lan, binh):
    award = recorded(hoa_sen, lan, person=teacher)
    correct_award(award, given(hoa_sen, person=teacher, decision="21/QĐ"), by=lan)

    url = reverse("audit:history", args=["awards.award", award.pk])
    html = as_(binh).get(url).content.decode()

    assert "<del>12/QĐ</del>" in html
    assert "<ins>21/QĐ</ins>" in html
