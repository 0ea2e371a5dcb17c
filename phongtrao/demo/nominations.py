"""Award rounds of the demo: the advanced examples of plan 003 at the Sở, open, with quotas and what schools have begun; a school's own draft."""

from datetime import date, datetime, time, timedelta

from django.utils import timezone

from phongtrao.awards.models import RuleSet
from phongtrao.demo.commended import write_commended
from phongtrao.demo.dossiers import write_dossiers
from phongtrao.demo.load import Province
from phongtrao.demo.screened import write_screening
from phongtrao.nominations.models import AwardRound
from phongtrao.nominations.parts import USUAL
from phongtrao.nominations.services.nominating import Choice, begin_submission, nominate
from phongtrao.nominations.services.quotas import allot
from phongtrao.nominations.services.round_forms import keep_form
from phongtrao.nominations.services.rounds import draft_round, open_round
from phongtrao.orgs.models import Person

O = AwardRound.Occasion  # noqa: E741 -- a word


def write_nominations(province: Province) -> None:
    """By services alone."""
    _begin(write_conference(province), province)
    write_screening(province)
    write_commended(province)
    write_dossiers()
    _draft_of_school(province)


def write_conference(province: Province) -> AwardRound:
    """Plan 003: one person and one collective of each school, sent to the office of the Sở."""
    office = province.people["vanphong"]
    found = AwardRound(
        owner=province.department,
        title="Điển hình tiên tiến giai đoạn 2020–2025",
        occasion=O.CONFERENCE,
        period="SY2024",
        first_year=2020,
        last_year=2025,
        note="Giới thiệu tập thể, cá nhân tiêu biểu, ưu tiên người trực tiếp công tác (Kế hoạch 003, mục IV, V).",
        receiver=office,
        opens_on=date(2025, 8, 1),
        due_at=_in_days(18),
        checklist=USUAL,
    )
    found = draft_round(found, by=office)
    form = found.forms.get(honour__key="praise")
    form.round = found
    form.rules = RuleSet.objects.get(key="ke-hoach-003", owner=None).versions.latest("number")
    form.rule, form.unit_rule = "003_person", "003_unit"
    keep_form(form, by=office)
    allot(found, {"people": 2, "units": 1}, kinds=["school", "centre"], keeps=True, by=office)
    return open_round(found, by=office)


def _begin(found: AwardRound, province: Province) -> None:
    """One school has chosen a teacher and writes, another has only begun."""
    school, focal = province.places["lower"], province.people["daumoi"]
    sent = begin_submission(found, school, by=focal)
    teacher = Person.objects.get(user=province.people["giaovien"])
    why = "Trường chọn giới thiệu, đang bổ sung minh chứng các năm trước"
    form = found.forms.get(honour__key="praise")
    nominate(sent, Choice(form, teacher, reason=why), by=focal)
    begin_submission(found, province.places["upper"], by=province.people["hieutruong"])


def _draft_of_school(province: Province) -> None:
    school, head = province.places["upper"], province.people["hieutruong"]
    found = AwardRound(
        owner=school,
        title="Khen thưởng năm học 2026-2027 của trường",
        occasion=O.YEARLY,
        period="SY2026",
        opens_on=timezone.localdate(),
        due_at=_in_days(60),
        notice_days=3,
        checklist=USUAL,
    )
    draft_round(found, by=head)


def _in_days(days: int) -> datetime:
    day = timezone.localdate() + timedelta(days=days)
    return timezone.make_aware(datetime.combine(day, time(17)))
