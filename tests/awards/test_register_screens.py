"""The pages of the register as people use them. S0-07 S3-29"""

from datetime import date

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from phongtrao.awards.models import Award, CompleteSince
from tests.awards.made import confirmed, honour, recorded
from tests.awards.screens import as_, get, page, send

pytestmark = pytest.mark.django_db
S = Award.Status
PDF = b"%PDF-1.4\n%\xe2\xe3\xcf\xd3\n1 0 obj<<>>endobj\ntrailer<<>>\n%%EOF\n"


def said(key="base_fighter", **more):
    return {
        "person": "vũ thị giang",
        "unit": "Trường THCS Hoa Sen",
        "honour": honour(key).pk,
        "period": "2024-2025",
        "decision": "12/QĐ",
        "decided_on": "20/06/2025",
        "decided_by": "Hiệu trưởng",
        "route": "merit",
        "reason": "Dạy giỏi",
        **more,
    }


def test_the_focal_person_writes_down_with_a_scan_and_the_office_checks(
    hoa_sen, teacher, lan, an, giang, chi
):
    scan = SimpleUploadedFile("qd12.pdf", PDF, "application/pdf")
    sent = send(lan, "new_of_person", **said(file=scan))
    award = Award.objects.get()
    assert sent.url == reverse("awards:award", args=[award.pk])
    assert (award.person, award.unit, award.status) == (teacher, hoa_sen, S.WAITING)
    assert "Văn phòng từ Trường THCS Hoa Sen trở lên" in page(lan, "award", award.pk)

    text = page(an, "award", award.pk)
    assert "Xem bản chụp" in text
    listed = page(an, "register", tinh_trang="waiting")
    assert "1 dòng chờ bạn đối chiếu" in listed
    asked = send(an, "check", row=award.pk).content.decode()
    assert "1 dòng sẽ được tính từ nay" in asked
    mark = asked.split('name="as_read" value="')[1][:16]
    send(an, "check", row=award.pk, as_read=mark)

    award.refresh_from_db()
    assert award.status == S.CONFIRMED
    own = as_(giang).get(reverse("orgs:my_record")).content.decode()
    assert "Chiến sĩ thi đua cơ sở" in own
    assert "Khen thưởng của Vũ Thị Giang" in page(giang, "award", award.pk)
    assert "Chiến sĩ thi đua cơ sở" in page(giang, "of_person", teacher.pk)
    for name, key in (("award", award.pk), ("of_person", teacher.pk), ("of_unit", hoa_sen.pk)):
        assert get(chi, name, key).status_code == 404
    assert get(giang, "register").url == reverse("awards:mine")
    evidence = as_(an).get(reverse("documents:evidence", args=[award.evidence_id])).content.decode()
    assert "Khen thưởng: Chiến sĩ thi đua cơ sở" in evidence


def test_the_form_says_what_is_wrong(hoa_sen, teacher, binh):
    for more, words in (
        ({"person": "Không Ai"}, "Không tìm thấy “Không Ai”"),
        ({"unit": "Trường Không Có"}, "Không thấy đơn vị"),
        ({"period": "năm ngoái"}, "không phải năm học hay năm"),
        ({"decided_on": "20/06/2003", "period": "2003"}, "không có hiệu lực vào ngày quyết định"),
        ({"honour": honour("advanced_collective").pk}, "Hãy chọn"),
    ):
        sent = send(binh, "new_of_person", **said(**more))
        assert sent.status_code == 200, more
        assert words in sent.content.decode() or "không phải" in sent.content.decode(), more
    assert not Award.objects.exists()


def test_a_unit_is_given_what_units_can_have(hoa_sen, binh, an, teacher):
    form = page(binh, "new_of_unit")
    assert "Tập thể lao động tiên tiến" in form
    assert "Chiến sĩ thi đua cơ sở" not in form
    send(binh, "new_of_unit", **said("advanced_collective"))

    assert Award.objects.get().person is None
    shown = page(binh, "of_unit", hoa_sen.pk)
    assert "Tập thể lao động tiên tiến" in shown


def test_the_list_is_narrowed_and_goes_out(hoa_sen, binh_minh, teacher, an, binh):
    recorded(hoa_sen, an, person=teacher)
    recorded(binh_minh, an, "advanced_collective", decision="7/QĐ", period="SY2023")

    assert "12/QĐ" in page(an, "register", q="vu thi giang")
    assert "7/QĐ" not in page(an, "register", q="vu thi giang")
    assert "12/QĐ" not in page(an, "register", doi_tuong="tap-the")
    assert "7/QĐ" in page(an, "register", nam="SY2023", don_vi="binh minh")
    assert "12/QĐ" not in page(an, "register", danh_hieu=honour("advanced_collective").pk)
    assert "7/QĐ" not in page(binh, "register")
    assert get(an, "register", xuat="xlsx")["Content-Type"].endswith("sheet")


def test_ticked_rows_say_why_they_cannot_be_checked(hoa_sen, teacher, an, binh):
    own = recorded(hoa_sen, an, person=teacher)
    other = recorded(hoa_sen, binh, "advanced_collective")
    text = send(an, "check", row=[own.pk, other.pk]).content.decode()

    assert "1 dòng sẽ được tính từ nay" in text
    assert "Bạn đã ghi dòng này" in text
    assert get(binh, "check").status_code == 404


def test_refused_corrected_and_revoked_on_screen(hoa_sen, teacher, an, binh, giang):
    award = recorded(hoa_sen, binh, person=teacher)
    assert get(giang, "correct", award.pk).status_code == 403
    send(an, "refuse", award.pk, reason="Số 21")
    assert "Số 21" in page(binh, "award", award.pk)
    assert 'value="2024-2025"' in page(binh, "correct", award.pk)
    send(binh, "correct", award.pk, **said(decision="21/QĐ"))
    award.refresh_from_db()
    assert (award.status, award.decision) == (S.WAITING, "21/QĐ")

    done = confirmed(hoa_sen, binh, an, teacher, decision="8/QĐ")
    send(an, "revoke", done.pk, decision="30/QĐ", revoked_on="01/07/2025", reason="Khai sai")
    text = page(giang, "award", done.pk)
    assert "30/QĐ" in text
    assert "Khai sai" in text
    history = as_(an).get(reverse("audit:history", args=["awards.award", done.pk]))
    assert "Thu hồi khen thưởng" in history.content.decode()


def test_the_office_says_since_when_the_register_is_whole(so, hoa_sen, an, binh):
    assert get(binh, "say").status_code == 404
    send(an, "say", office=so.pk, fact="titles", since="01/09/2020")
    assert CompleteSince.objects.get().since == date(2020, 9, 1)
    assert "Danh hiệu thi đua: đầy đủ từ 01/09/2020" in page(binh, "completeness")
    send(an, "say", office=so.pk, fact="titles", since="01/09/2019")
    assert CompleteSince.objects.get().since == date(2019, 9, 1)
    send(an, "say", office=so.pk, fact="titles", since="")
    assert not CompleteSince.objects.exists()


def test_the_list_asks_the_same_for_one_and_for_many(hoa_sen, teacher, an, binh):
    def queries():
        with CaptureQueriesContext(connection) as found:
            page(an, "register")
        return len(found)

    recorded(hoa_sen, binh, person=teacher)
    before = queries()
    for number in range(3):
        recorded(hoa_sen, binh, "praise", teacher, decision=f"{number}/QĐ")
        recorded(hoa_sen, binh, "advanced_collective", decision=f"{number}/QĐ")

    assert queries() == before
