"""What authors of a work are told is in the office's language, whatever the one who acts reads."""

import pytest
from django.utils import translation
from django.utils.timezone import localdate

from phongtrao.notifications.models import Notice
from phongtrao.recognition.services.adoption import Use, adopt, confirm_adoption
from phongtrao.recognition.services.creations import Recognition
from phongtrao.recognition.services.objections import answer_objection, raise_objection
from phongtrao.recognition.services.replication import propose_replication, replicate, shortlist
from phongtrao.recognition.services.scopes import ask_for_scope, recognise_scope, refuse_scope
from tests.documents.outgoing import make_issued
from tests.initiatives.made import make_worker
from tests.recognition.made import make_creation

pytestmark = pytest.mark.django_db
TODAY = localdate()


def test_who_acts_in_english_writes_in_vietnamese(
    province, so, hoa_sen, binh_minh, an, binh, chi, dung, giang
):
    creation = make_creation(hoa_sen, {make_worker(giang, hoa_sen): 100})
    paper = make_issued(so, an, dung)
    with translation.override("en"):
        adoption = adopt(creation, binh_minh, Use(TODAY, "Chấm nhanh."), by=chi)
        confirm_adoption(adoption, by=chi)
        row = propose_replication(creation, so, "Trường nào cũng chấm bài.", by=binh)
        shortlist(row, by=an)
        replicate(row, paper, by=an)
        refuse_scope(ask_for_scope(creation, so, "department", "Năm trường dùng.", by=binh), "Chưa đủ.", by=an)  # fmt: skip
        recognise_scope(creation, Recognition("department", TODAY, so), by=an)
        answer_objection(raise_objection(creation, "Trùng.", by=chi), "Không trùng.", is_right=False, by=an)  # fmt: skip

    title = "“Chấm bài bằng điện thoại”"
    day = f"{TODAY:%d/%m/%Y}"
    rows = Notice.objects.filter(url__startswith="/kho-sang-kien/").order_by("pk")
    assert [(row.to, row.text) for row in rows] == [
        (giang, f"Trường Tiểu học Bình Minh xác nhận đang áp dụng {title} của bạn, từ {day}."),
        (giang, f"Công trình {title} của bạn được nhân rộng."),
        (
            binh,
            f"Đề nghị công nhận phạm vi của {title} không được chấp nhận. Xem lý do trong trang.",
        ),
        (giang, f"{title} được công nhận phạm vi ảnh hưởng: Cấp ngành."),
        (chi, f"Khiếu nại của bạn về {title} đã được trả lời."),
    ]
