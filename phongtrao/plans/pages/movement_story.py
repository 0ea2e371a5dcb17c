"""A movement's story: its papers, launch, stages, reviews, plans and reports in one dated line."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date

from django.contrib.auth.base_user import AbstractBaseUser
from django.db.models import Count, Q
from django.urls import reverse
from django.utils import timezone
from django.utils.text import Truncator
from django.utils.translation import gettext as _

from phongtrao.documents.access import visible_documents
from phongtrao.documents.models import OfficialDocument
from phongtrao.lib.numbers import format_number
from phongtrao.orgs.models import Unit
from phongtrao.orgs.scope import read_units
from phongtrao.plans.access import movements as access
from phongtrao.plans.models import Movement, Phase, Plan
from phongtrao.plans.queries.movement_reviews import ReviewDay, held_years, years_between
from phongtrao.plans.queries.movement_units import answers_to, asked_units, asked_words
from phongtrao.plans.queries.plans import UnitTally
from phongtrao.plans.story import Moment, told_elsewhere
from phongtrao.web.components import Due

YEARS_AHEAD = 1  # yearly reviews still to come that are shown
LONGEST_NAME = 120


@dataclass(frozen=True, slots=True)
class StoryLine:
    """A moment as it stands today: “past”, “now” or “coming”; ``due`` for what is still to be done."""

    moment: Moment
    when: str
    due: Due | None


@dataclass(frozen=True, slots=True)
class LaunchCount:
    """Units asked to launch that the reader may see, how many have, and who is asked, in words."""

    units: int
    launched: int
    who: str = ""
    others: int = 0  # launched without being asked

    @property
    def sentence(self) -> str:
        said = _("%(launched)s trên %(units)s đơn vị đã phát động hưởng ứng")
        told = said % {
            "launched": format_number(self.launched),
            "units": format_number(self.units),
        }
        if not self.others:
            return told
        return told + _(", thêm %s đơn vị ngoài diện phải phát động") % format_number(self.others)


def launch_count(movement: Movement, user: AbstractBaseUser) -> LaunchCount:
    """Over the units asked that the user reads; two queries."""
    units = asked_units(movement).filter(read_units(user)).order_by()
    launched = answers_to(movement).exclude(status=Movement.Status.DRAFT).order_by()
    is_asked = Q(pk__in=units.values("pk"))
    seen = Unit.objects.filter(read_units(user), pk__in=launched.values("owner"))
    done = seen.aggregate(asked=Count("pk", filter=is_asked), others=Count("pk", filter=~is_asked))
    return LaunchCount(units.count(), done["asked"], asked_words(movement), done["others"])


def story_of(
    movement: Movement,
    user: AbstractBaseUser,
    launches: LaunchCount,
    *,
    phases: Iterable[Phase],
    plans: Iterable[tuple[Plan, UnitTally]],
) -> list[StoryLine]:
    """Everything this user may see of it, in the order of its days."""
    moments = [
        *_launch(movement, user, launches),
        *(moment for phase in phases for moment in _phase(phase, user)),
        *_yearly(movement, user),
        *(_plan(plan, units, began_on(movement)) for plan, units in plans),
        *told_elsewhere(movement, user),
    ]
    today, over = timezone.localdate(), movement.status == Movement.Status.CLOSED
    # Sorting keeps the order above within a day: a launch stands before the plans of its day.
    return [_line(moment, today, over=over) for moment in sorted(moments, key=lambda m: m.day)]


def began_on(movement: Movement) -> date:
    return movement.launched_on or movement.starts_on


def _line(moment: Moment, today: date, *, over: bool) -> StoryLine:
    when = "past" if moment.day < today else "coming"
    due = Due.of(moment.day) if moment.is_open and not over else None
    return StoryLine(moment, "now" if moment.day == today else when, due)


def _launch(movement: Movement, user: AbstractBaseUser, launches: LaunchCount) -> Iterator[Moment]:
    paper = movement.launched_by
    if paper and paper.issued_on and (url := _paper_url(paper, user)):
        yield Moment(paper.issued_on, _("Văn bản phát động"), str(paper), url, "file-text")
    said = _("Phát động") if movement.launched_on else _("Bắt đầu phong trào")
    yield Moment(began_on(movement), said, str(movement.owner), icon="flag")
    if (day := movement.units_launch_by) and launches.units:
        url = reverse("plans:movement_units", args=[movement.pk])
        is_open = launches.launched < launches.units
        words = f"{launches.sentence} ({launches.who})."
        yield Moment(day, _("Hạn các đơn vị phát động"), words, url, "send", is_open)
    if movement.ends_on:
        yield Moment(movement.ends_on, _("Hết thời gian của phong trào"), icon="flag")


def _phase(phase: Phase, user: AbstractBaseUser) -> Iterator[Moment]:
    until = _("đến %s") % f"{phase.ends_on:%d/%m/%Y}"
    text = f"{until}. {phase.milestone}" if phase.milestone else until
    yield Moment(phase.starts_on, phase.name, text, icon="progress")
    named = _("Sơ kết, tổng kết “%s”") % phase.name
    if phase.reviewed_on:
        yield _held(phase.reviewed_on, named, user, paper=phase.review_paper, lessons=phase.lessons)
    elif phase.review_on:
        yield Moment(phase.review_on, named, icon="clock", is_open=True)


def _yearly(movement: Movement, user: AbstractBaseUser) -> Iterator[Moment]:
    """The reviews of the years, up to the next one: later ones say nothing new."""
    held = held_years([movement])[movement.pk]
    for year, review in held.items():
        said = _("Báo cáo, sơ kết năm %s") % year
        yield _held(review.held_on, said, user, paper=review.paper, lessons=review.lessons)
    last = date(timezone.localdate().year + YEARS_AHEAD, 12, 31)
    may = bool(access.can_review_year(user, movement))
    for row in years_between(movement, held, date.min, last):
        if not row.is_held:
            yield _open_year(row, may=may and row.year < last.year)


def _open_year(row: ReviewDay, *, may: bool) -> Moment:
    """Still to be held; it leads to the form for whom may write it down (``may``)."""
    said = _("Báo cáo, sơ kết năm %s") % row.year
    waits = row.movement.status != Movement.Status.DRAFT
    url = reverse("plans:movement_year", args=[row.movement.pk]) if may else ""
    return Moment(row.day, said, url=url, icon="clock", is_open=waits)


def _held(
    day: date, said: str, user: AbstractBaseUser, *, paper: OfficialDocument | None, lessons: str
) -> Moment:
    """A review that was held, with its paper for those who may open it, and what was learnt."""
    url = _paper_url(paper, user)
    text = "; ".join(filter(None, (str(paper) if url else "", lessons)))
    return Moment(day, said, text, url, "circle-check")


def _paper_url(paper: OfficialDocument | None, user: AbstractBaseUser) -> str:
    """Empty for a paper that the user may not open."""
    if paper and visible_documents(user).filter(pk=paper.pk).exists():
        return reverse("documents:document", args=[paper.pk])
    return ""


def _plan(plan: Plan, units: UnitTally, began: date) -> Moment:
    """On the day it was issued, which may be before the launch."""
    day = (plan.document.issued_on if plan.document else None) or plan.starts_on
    said = _("Kế hoạch: %s") % Truncator(plan.title).chars(LONGEST_NAME)
    url = reverse("plans:plan", args=[plan.pk])
    words = _("Nhiệm vụ của kế hoạch: %s") % units.sentence()
    if day < began:
        words = f"{_('Ban hành trước khi phát động.')} {words}"
    return Moment(day, said, words, url, "clipboard-list")
