"""Rounds and initiatives for tests. Every name is invented."""

from datetime import timedelta
from decimal import Decimal
from typing import Any

from django.db.backends.postgresql.psycopg_any import DateRange
from django.utils import timezone

from phongtrao.accounts.models import User
from phongtrao.documents.fields import Field, FieldKind, write_fields
from phongtrao.documents.models import Form, FormVersion
from phongtrao.initiatives.models import Initiative, InitiativeRound
from phongtrao.initiatives.services.rounds import draft_round, open_round
from phongtrao.initiatives.services.writing import Draft, Figure, save_draft, start_initiative
from phongtrao.orgs.models import Person, Post, Unit
from tests.factories import LONG_AGO, make_person

TODAY = timezone.localdate()
BOXES = (
    Field("o1", FieldKind.LONG, "Thực trạng trước khi có giải pháp", least_words=5),
    Field("o2", FieldKind.LONG, "Nội dung giải pháp", may_be_secret=True),
    Field("o3", FieldKind.TEXT, "Khả năng nhân rộng", is_required=False),
)
WORDS = {
    "o1": "Học sinh làm bài trên giấy, thầy cô chấm mất hai buổi tối.",
    "o2": "Ngân hàng câu hỏi dùng chung của tổ, chấm bằng điện thoại.",
}


def make_form(owner: Unit | None = None) -> FormVersion:
    said = {"title": "Báo cáo mô tả sáng kiến"}
    form, _is_new = Form.objects.get_or_create(key="sk-thu", owner=owner, defaults=said)
    boxes = {"fields": write_fields(BOXES)}
    return FormVersion.objects.get_or_create(form=form, number=1, defaults=boxes)[0]


def make_round(owner: Unit, by: User, **more: Any) -> InitiativeRound:
    """Open since last week, for another month."""
    fields: dict[str, Any] = {
        "title": "Đợt xét sáng kiến năm học 2026-2027",
        "level": InitiativeRound.Level.DEPARTMENT,
        "year": "SY2026",
        "opens_on": TODAY - timedelta(days=7),
        "closes_on": TODAY + timedelta(days=30),
        "checklist": [{"key": "signed", "label": "Đơn có chữ ký của tất cả tác giả"}],
    }
    fields["form"] = more.pop("form", None) or make_form(owner)
    round_ = InitiativeRound(owner=owner, **{**fields, **more})
    return open_round(draft_round(round_, by=by), by=by)


def make_worker(user: User, unit: Unit, name: str = "") -> Person:
    """The person of an account, at work in the unit since long ago."""
    person = make_person(name or user.full_name, user)
    days = DateRange(LONG_AGO, None)
    Post.objects.create(
        person=person, unit=unit, position="Giáo viên", category="public", days=days
    )
    return person


def full_draft(**more: Any) -> Draft:
    fields = {
        "title": "Chấm bài trắc nghiệm bằng điện thoại",
        "solution": Initiative.Solution.WORKING,
        "first_use": Initiative.FirstUse.FIRST,
        "first_used_on": TODAY - timedelta(days=90),
        "values": WORDS,
        "figures": (Figure("Thời gian chấm một lớp", "phút", Decimal(120), Decimal(15)),),
    }
    return Draft(**{**fields, **more})


def make_written(round_: InitiativeRound, unit: Unit, by: User) -> Initiative:
    """Everything is there; one confirmed author."""
    initiative = start_initiative(round_, unit, "Chấm bài trắc nghiệm bằng điện thoại", by=by)
    return save_draft(initiative, full_draft(), initiative.saved, by=by)
