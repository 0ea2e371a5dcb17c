"""A yearly round of the Sở being screened: one dossier to complete, one list public with something said against it."""

from datetime import datetime, time, timedelta

from django.utils import timezone

from phongtrao.accounts.models import User
from phongtrao.demo.discipline import free_of_cases
from phongtrao.demo.load import Province
from phongtrao.nominations.models import AwardRound, Nomination, RoundForm, Submission
from phongtrao.nominations.parts import USUAL
from phongtrao.nominations.services.notices import object_to, publish_notice
from phongtrao.nominations.services.opinions import Said, answer_opinion, ask_opinion
from phongtrao.nominations.services.rounds import draft_round, open_round
from phongtrao.nominations.services.screening import (
    accept_nomination,
    return_nomination,
    take_submission,
)
from phongtrao.orgs.models import Unit

DONE = (
    "Hai sáng kiến được áp dụng trong toàn trường; học sinh giỏi tăng ba năm liền.",
    "Phụ trách lớp có nhiều học sinh khó khăn; không em nào bỏ học.",
    "Xây dựng kho học liệu số của tổ, được các trường trong cụm dùng chung.",
)


def write_screening(province: Province) -> None:
    """What units handed in is written down as it was sent; the office works on it by services."""
    office, today = province.people["vanphong"], timezone.localdate()
    found = draft_round(
        AwardRound(
            owner=province.department,
            title="Khen thưởng năm học 2025-2026",
            occasion=AwardRound.Occasion.YEARLY,
            period="SY2025",
            receiver=office,
            opens_on=today - timedelta(days=30),
            due_at=timezone.make_aware(datetime.combine(today + timedelta(days=5), time(17))),
            checklist=USUAL,
        ),
        by=office,
    )
    found = open_round(found, by=office)
    form = found.forms.select_related("honour").filter(honour__for_people=True).first()
    if form is None:
        return
    first = _hand_in(found, province.places["lower"], province.people["daumoi"], form)
    take_submission(first[0].submission, by=office)
    for one in first[:2]:
        accept_nomination(one, by=office)
    asked = ask_opinion(first[0], "Công đoàn ngành Giáo dục", today, by=office)
    said = Said(agrees=True, words="Chấp hành tốt, được tập thể tín nhiệm.", on=today)
    answer_opinion(asked, said, by=office)
    places = {"report": "Bổ sung kết quả học kỳ II.", "claims": "Thiếu quyết định công nhận sáng kiến."}  # fmt: skip
    return_nomination(first[2], places, "Hồ sơ còn hai chỗ cần bổ sung.", by=office)
    publish_notice(found, first[:2], today, by=office)
    object_to(first[1], "Kho học liệu do cả tổ cùng làm, đề nghị xem lại.", by=province.people["xa"])  # fmt: skip
    _hand_in(found, province.places["upper"], province.people["hieutruong"], form)


def _hand_in(found: AwardRound, unit: Unit, by: User, form: RoundForm) -> list[Nomination]:
    now = timezone.now()
    sent = Submission.objects.create(
        round=found, unit=unit, status="sent", sent_at=now, first_sent_at=now, sent_by=by
    )
    posts = free_of_cases(unit).exclude(person__user__in=[by])[: len(DONE)]
    return [
        Nomination.objects.create(
            submission=sent,
            form=form,
            person=post.person,
            unit=post.unit,
            name=post.person.full_name,
            job=post.position,
            achievement=done,
            is_frontline=place > 0,
            position=place + 1,
            status="sent",
        )
        for place, (post, done) in enumerate(zip(posts, DONE, strict=False))
    ]
