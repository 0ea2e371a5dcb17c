"""How a running task stands: green, amber or red, and why. No Django. S0-28

>>> light_of(Standing(ends_on=date(2026, 1, 1)), date(2026, 2, 1)).colour
'red'
"""

from dataclasses import dataclass
from datetime import date, timedelta

from phongtrao.lib.numbers import format_date
from phongtrao.lib.words import say as _

GREEN, AMBER, RED = "green", "amber", "red"
SOON = timedelta(days=14)
# Days late after which the leaders of both sides are told, then those above the office.
TO_LEADERS, TO_ABOVE = 7, 14


@dataclass(frozen=True, slots=True)
class Standing:
    """Days that press, each None where there is none; ``pace``: what its last report said of itself."""

    ends_on: date | None = None
    stage_due: date | None = None
    report_due: date | None = None
    visit_due: date | None = None
    pace: str = ""


@dataclass(frozen=True, slots=True)
class Light:
    colour: str
    because: str


def light_of(standing: Standing, today: date) -> Light:
    """The first that presses is told."""
    pressing = [
        (standing.ends_on, _("hết thời gian thực hiện ngày %s")),
        (standing.report_due, _("báo cáo định kỳ hạn %s")),
        (standing.stage_due, _("bước hiện nay hạn %s")),
        (standing.visit_due, _("kiến nghị kiểm tra hạn %s")),
    ]
    days = [(day, words % format_date(day)) for day, words in pressing if day]
    if late := [(words, (today - day).days) for day, words in days if day < today]:
        return Light(RED, _("Quá hạn: %s.") % late[0][0] + _told(late[0][1]))
    if standing.pace == "late":
        return Light(RED, _("Báo cáo gần nhất tự đánh giá chậm tiến độ."))
    if soon := [words for day, words in days if day <= today + SOON]:
        return Light(AMBER, _("Sắp đến hạn: %s.") % soon[0])
    if standing.pace == "slow":
        return Light(AMBER, _("Báo cáo gần nhất tự đánh giá có nguy cơ chậm."))
    return Light(GREEN, _("Đúng tiến độ."))


def _told(days: int) -> str:
    if days < TO_LEADERS:
        return ""
    said = _("Đã báo lãnh đạo cấp trên.") if days >= TO_ABOVE else _("Đã báo lãnh đạo hai bên.")
    return f" {said}"
