"""A round of the Sở as tests draft it."""

from datetime import date, timedelta

from django.utils import timezone

from phongtrao.documents.models import DocumentKind, OfficialDocument
from phongtrao.nominations.models import AwardRound
from phongtrao.nominations.services.rounds import draft_round, open_round
from phongtrao.plans.models import Movement


def drafted(owner, by, **more):
    fields = {
        "title": "Khen thưởng năm học 2026-2027",
        "occasion": AwardRound.Occasion.YEARLY,
        "period": "SY2026",
        "opens_on": timezone.localdate(),
        "due_at": timezone.now() + timedelta(days=20),
        "notice_days": 5,
        "checklist": ["letter", "report"],
    }
    return draft_round(AwardRound(owner=owner, **(fields | more)), by=by)


def opened(owner, by, **more):
    return open_round(drafted(owner, by, **more), by=by)


def a_movement(owner, years=6):
    return Movement.objects.create(
        title="Phong trào đổi mới sáng tạo",
        owner=owner,
        status=Movement.Status.RUNNING,
        starts_on=date(2025, 1, 1),
        ends_on=date(2024 + years, 12, 31),
    )


def guidance(issuer):
    return OfficialDocument.objects.create(
        kind=DocumentKind.LETTER,
        number="12/SGDĐT-VP",
        abstract="Hướng dẫn khen thưởng sơ kết",
        issuer=issuer,
        issuer_name=str(issuer),
        issued_on=date(2026, 11, 1),
        status=OfficialDocument.Status.ISSUED,
    )
