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
    """Of what is late the longest is told, else the first that presses."""
    pressing = [
        (standing.ends_on, _("hết thời gian thực hiện ngày %s")),
        (standing.report_due, _("báo cáo định kỳ hạn %s")),
        (standing.stage_due, _("bước hiện nay hạn %s")),
        (standing.visit_due, _("kiến nghị kiểm tra hạn %s")),
    ]
    days = [(day, words % format_date(day)) for day, words in pressing if day]
    if late := [(words, (today - day).days) for day, words in days if day < today]:
        words, longest = max(late, key=lambda one: one[1])
        return Light(RED, _("Quá hạn: %s.") % words + _reaches(longest))
    if standing.pace == "late":
        return Light(RED, _("Báo cáo gần nhất tự đánh giá chậm tiến độ."))
    if soon := [words for day, words in days if day <= today + SOON]:
        return Light(AMBER, _("Sắp đến hạn: %s.") % soon[0])
    if standing.pace == "slow":
        return Light(AMBER, _("Báo cáo gần nhất tự đánh giá có nguy cơ chậm."))
    return Light(GREEN, _("Đúng tiến độ."))


def _reaches(days: int) -> str:
    """What is done from that day on; whether there was a leader to tell, the light does not know."""
    if days < TO_LEADERS:
        return ""
    if days < TO_ABOVE:
        return " " + _("Từ 7 ngày: báo lãnh đạo hai bên.")
    return " " + _("Từ 14 ngày: báo cả lãnh đạo cấp trên, nếu có.")
