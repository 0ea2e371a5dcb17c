"""Notices are kept words: in the office's language, whatever the one who acts has chosen for the screen."""

from decimal import Decimal

import pytest
from django.urls import reverse
from django.utils import translation
from django.utils.translation import gettext

from phongtrao.initiatives.services.authors import Share, set_authors
from phongtrao.initiatives.services.checking import return_initiative
from phongtrao.initiatives.services.complaints import answer_complaint, raise_complaint
from phongtrao.initiatives.services.proofs import Use, ask_proof, confirm_proof, decline_proof
from phongtrao.initiatives.services.questions import ask_question
from phongtrao.initiatives.services.submitting import submit_initiative
from phongtrao.notifications.models import Notice
from tests.initiatives.judged import accept, decide, make_court
from tests.initiatives.made import TODAY, make_written

pytestmark = pytest.mark.django_db
TITLE = "“Chấm bài trắc nghiệm bằng điện thoại”"


def told(user):
    """Without what the decision of a council tells its members."""
    rows = Notice.objects.filter(to=user, url__startswith="/sang-kien/").order_by("pk")
    return [row.text.replace(TITLE, "T") for row in rows]


def test_who_acts_in_english_writes_to_authors_in_vietnamese(
    so, thpt, hoa_sen, binh_minh, an, giang, giang_at_work, tuyet, chi
):
    court = make_court(so, thpt, hoa_sen, an)
    with translation.override("en"):
        # The catalogue has them: without care they would be English.
        assert gettext("Sáng kiến “%s” hợp lệ, chờ hội đồng xét.") != "Sáng kiến “%s” hợp lệ, chờ hội đồng xét."  # fmt: skip
        made = make_written(court.round, hoa_sen, giang)
        set_authors(made, Decimal(60), [Share(tuyet.person, Decimal(40))], by=giang)
        set_authors(made, Decimal(100), [], by=giang)
        card = ask_proof(made, binh_minh, by=giang)
        decline_proof(card, "Chưa dùng đủ lâu.", by=chi)
        card = ask_proof(made, binh_minh, by=giang)
        confirm_proof(card, Use(TODAY, "Chấm nhanh gấp đôi."), by=chi)
        submit_initiative(made, by=giang)
        return_initiative(made, "Thiếu phụ lục.", [], by=an)
        submit_initiative(made, by=giang)
        accept(made, by=an)
        brought = court.bring()
        ask_question(brought[0], "Ai chấm lại?", by=court.users["doc"])
        decide(court, brought, "no")
        made.refresh_from_db()
        raise_complaint(made, "Phụ lục bị sót.", by=giang)
        answer_complaint(made, "Hội đồng đã xét đủ.", is_right=False, by=an)
        raise_complaint(made, "Xin xem phụ lục.", by=giang)
        answer_complaint(made, "Đúng.", is_right=True, by=an)
        made.refresh_from_db()
        decide(court, court.bring())

    assert told(tuyet) == ["Anh chị được mời xác nhận tỷ lệ đóng góp trong sáng kiến T."]
    asked = "Tác giả xin Trường Tiểu học Bình Minh xác nhận đã áp dụng sáng kiến T."
    assert set(told(chi)) == {asked}
    assert told(giang) == [
        "Trường Tiểu học Bình Minh không xác nhận áp dụng sáng kiến T.",
        "Trường Tiểu học Bình Minh đã xác nhận áp dụng sáng kiến T.",
        "Sáng kiến T được trả lại để bổ sung.",
        "Sáng kiến T hợp lệ, chờ hội đồng xét.",
        "Sáng kiến T đang chờ hội đồng xét.",
        "Hội đồng có câu hỏi về sáng kiến T. Mở ra để trả lời.",
        "Sáng kiến T không được công nhận. Mở ra để xem lý do; tác giả được kiến nghị.",
        "Kiến nghị về sáng kiến T đã được trả lời.",
        "Kiến nghị về sáng kiến T được chấp nhận; sáng kiến chờ hội đồng xét lại.",
        "Sáng kiến T đang chờ hội đồng xét.",
        "Sáng kiến T được công nhận.",
    ]


def test_who_reads_english_finds_the_same_words_as_in_the_mail(
    client, round_, hoa_sen, an, giang, giang_at_work
):
    made = make_written(round_, hoa_sen, giang)
    submit_initiative(made, by=giang)
    accept(made, by=an)
    client.force_login(giang)
    client.post(reverse("web:language"), {"language": "en", "next": "/"})

    page = client.get(reverse("notifications:list")).content.decode()

    assert "Sáng kiến “Chấm bài trắc nghiệm bằng điện thoại” hợp lệ, chờ hội đồng xét." in page
    assert gettext("Thông báo") not in page
