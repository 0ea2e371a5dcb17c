"""The cells of an entry in a list: one word for it, and below it how each master's part stands."""

from collections.abc import Iterable, Sequence
from typing import Any

from django.contrib.auth.base_user import AbstractBaseUser
from django.urls import reverse
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from phongtrao.plans.access.assignments import visible_assignments
from phongtrao.plans.models import Assignment
from phongtrao.plans.pages.badges import answer_badge, due_badge, progress_badge
from phongtrao.plans.queries.entries import Part, parts_of, slowest_of, worst_of
from phongtrao.web.components import Due, State


def attach_parts(leads: Sequence[Any], user: AbstractBaseUser) -> None:
    """Set ``parts`` of the rows of a page, for the cells below."""
    found = parts_of(leads, visible_assignments(user))
    for lead in leads:
        lead.parts = found[lead.pk]


def answer_cell(row: Any) -> State:
    return answer_badge(slowest_of(row.parts))


def due_cell(row: Any) -> Due | None:
    """The nearest day of what is still to be done; where all is done, the leading part's."""
    return due_badge(_pressing(row))


def state_cell(row: Any) -> SafeString:
    """The state of the part that is worst off; with several masters, each with its own below."""
    badge = format_html("{}", progress_badge(worst_of(row.parts)))
    if len(row.parts) == 1:
        return badge
    return format_html("{}{}", badge, part_lines(row.parts))


def percent_cell(row: Any) -> SafeString:
    """The least percent accepted; below it what the unit says in a report not accepted yet."""
    shown = format_html("{}", row.least)
    claims = [part.work for part in row.parts if part.work.is_claiming]
    if not claims:
        return shown
    said = _("đơn vị báo %s%%") % min(work.claimed_percent for work in claims)
    why = _("Báo cáo chưa được duyệt.")
    return format_html('{}<span class="secondary claim" title="{}">{}</span>', shown, why, said)


def part_lines(parts: Iterable[Part]) -> SafeString:
    """“Xã Suối Mây: Chờ tiếp nhận, Chưa bắt đầu”, a line a master, each leading to its own page."""
    lines = format_html_join(
        "",
        '<li><a href="{}">{}</a>: {}</li>',
        ((reverse("plans:assignment", args=[p.work.pk]), p.master, said_of(p)) for p in parts),
    )
    return format_html('<ul class="masters">{}</ul>', lines)


def said_of(part: Part) -> str:
    """How one part stands, in words: its answer as long as there is something to answer."""
    work, state = part.work, str(progress_badge(part.work))
    answered = work.status in {Assignment.Status.ACCEPTED, *Assignment.Status.dropped}
    return state if answered or work.done_on else f"{work.get_status_display()}, {state}"


def _pressing(row: Any) -> Assignment:
    works = [part.work for part in row.parts]
    found: Assignment = next((work for work in works if work.due_on == row.nearest), works[0])
    return found
