"""A small set with a condition, points, a percentage, a choice and a count; a campaign that runs by it."""

from datetime import timedelta
from decimal import Decimal

from django.utils import timezone

from phongtrao.accounts.models import User
from phongtrao.assessments.models import Assessment, Campaign, Edition, IndexSet
from phongtrao.assessments.rows import Row, Way
from phongtrao.assessments.services.campaigns import draft_campaign, open_campaign
from phongtrao.assessments.services.sets import (
    Writing,
    copy_set,
    issue_edition,
    save_edition,
)
from phongtrao.assessments.services.verifying import Found, finish_verification, save_findings
from phongtrao.assessments.services.writing import Given, save_answers, submit_assessment

D = Decimal
ROWS = (
    Row("1", "Dạy, học", most=D(100)),
    Row("1.1", "Có kế hoạch", 1, Way.CONDITION, is_mandatory=True),
    Row("1.2", "Phần mềm", 1, most=D(60), evidence="Đường dẫn"),
    Row("1.3", "Tỷ lệ giáo viên", 1, Way.PERCENT, most=D(40)),
    Row("2", "Quản trị", most=D(100)),
    Row(
        "2.1",
        "Quản lý học sinh",
        1,
        Way.CHOICE,
        most=D(60),
        choices=({"label": "Chưa", "points": "0"}, {"label": "Có", "points": "60"}),
    ),
    Row(
        "2.2", "Sáng kiến", 1, Way.COUNT, most=D(40), each=D(10), fact="recognition.unit_initiative"
    ),
)
RULES = {
    "combine": "lowest",
    "mandatory": "1",
    "bands": [
        {"key": "1", "label": "Mức 1", "below": "50"},
        {"key": "2", "label": "Mức 2", "from": "50", "to": "75"},
        {"key": "3", "label": "Mức 3", "above": "75"},
    ],
}
FULL = {"1.1": D(1), "1.2": D(50), "1.3": D(90), "2.1": D(60), "2.2": D(3)}


def in_days(days: int):
    return timezone.localdate() + timedelta(days=days)


def make_edition(unit, by, rows=ROWS, rules=RULES) -> Edition:
    made = copy_set(IndexSet.objects.get(key="qd_4725", owner=None), unit, "Bộ chỉ số thử", by=by)
    draft = made.editions.get()
    save_edition(draft, Writing(rows, rules), read=0, by=by)
    return issue_edition(Edition.objects.get(pk=draft.pk), by=by)


def make_campaign(unit, by, edition=None, **more) -> Campaign:
    values = {
        "title": "Đánh giá năm 2026",
        "year": 2026,
        "kinds": ["school"],
        "as_of": timezone.localdate(),
        "self_due": in_days(10),
        "verify_due": in_days(30),
        **more,
    }
    edition = edition or make_edition(unit, by)
    return draft_campaign(Campaign(owner=unit, edition=edition, **values), by=by)


def opened(unit, by, **more) -> Campaign:
    campaign = make_campaign(unit, by, **more)
    open_campaign(campaign, by=by)
    return campaign


def of(campaign, unit) -> Assessment:
    rows = campaign.assessments.select_related(
        "campaign__owner", "campaign__edition", "unit", "checker"
    )
    return rows.get(unit=unit)


def keys(campaign) -> dict[str, int]:
    return {one.code: one.pk for one in Edition.objects.get(pk=campaign.edition_id).leaves}


def answers(campaign, **changed) -> dict[int, Given]:
    values = {**FULL, **changed}
    return {pk: Given(values[code], "Đã làm") for code, pk in keys(campaign).items()}


def handed(campaign, unit, by, **changed) -> Assessment:
    save_answers(of(campaign, unit), answers(campaign, **changed), by=by)
    return submit_assessment(of(campaign, unit), by=by)


def findings(campaign, **changed) -> dict[int, Found]:
    values = {**FULL, **changed}
    return {
        pk: Found(values[code], "" if values[code] == FULL[code] else "Minh chứng chưa đủ")
        for code, pk in keys(campaign).items()
    }


def verified(campaign, unit, by, **changed) -> Assessment:
    save_findings(of(campaign, unit), findings(campaign, **changed), by=by)
    return finish_verification(of(campaign, unit), by=by)


def fresh(user: User) -> User:
    """As a new request finds them: what one holds is kept with the user object."""
    return User.objects.get(pk=user.pk)
