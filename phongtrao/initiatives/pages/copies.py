"""What of an initiative agrees with other texts: for who checks it, for its council, for its authors."""

from dataclasses import dataclass

from django.contrib.auth.base_user import AbstractBaseUser
from django.utils import timezone
from django.utils.translation import gettext as _

from phongtrao.initiatives import dossier
from phongtrao.initiatives.access.explanations import (
    can_ask_why,
)
from phongtrao.initiatives.blind import redactor_of
from phongtrao.initiatives.kinds import KEY
from phongtrao.initiatives.models import Explanation, Initiative, InitiativeVersion
from phongtrao.initiatives.pages.explanations import ExplanationView, explanation_views
from phongtrao.initiatives.similar import texts, words_of
from phongtrao.lib.answers import Answer
from phongtrao.similarity.models import Check
from phongtrao.similarity.pages.report import Reader, Report
from phongtrao.similarity.queries.checks import (
    checks_of,
    drafts_checked_today,
    newest_check,
    newest_draft_check,
)
from phongtrao.similarity.queries.thresholds import Thresholds, percent_of, thresholds_for
from phongtrao.similarity.services.checking import FEW
from phongtrao.similarity.services.checks import mark_of
from phongtrao.web.components import State, StateKind

STEPS: dict[str, StateKind] = {"": "done", "look": "due", "ask": "due", "refuse": "late"}


def thresholds_of(initiative: Initiative, check: Check) -> Thresholds:
    """Those that held the day the check was asked for, where the round is held."""
    return thresholds_for(initiative.round.owner, timezone.localdate(check.asked_at))


def check_state(check: Check | None, thresholds: Thresholds | None) -> State:
    """What a check came to, in a word."""
    if check is None:
        return State(_("Chờ đối chiếu"), "neutral", why=_("Chương trình tự đối chiếu mỗi phút."))
    if not check.is_done or thresholds is None:
        kind: StateKind = "late" if check.status == Check.Status.FAILED else "running"
        return State(check.get_status_display(), kind, why=check.fault)
    if check.syllables < FEW:
        return State(
            _("Quá ít chữ để đối chiếu"), "neutral", why=_("Báo cáo có thể nằm trong tệp ảnh.")
        )
    step = thresholds.step(check.share)
    label = _("Trùng %d%%") % percent_of(check.share)
    return State(label, STEPS[step], why=step_words(step, thresholds))


def step_words(step: str, thresholds: Thresholds) -> str:
    said = {
        "look": _("Từ %d%%: người kiểm tra xem các đoạn trùng.") % thresholds.look,
        "ask": _("Từ %d%%: nên đề nghị tác giả giải trình.") % thresholds.ask,
        "refuse": _("Từ %d%%: đề nghị không xét; người kiểm tra quyết định.") % thresholds.refuse,
    }
    return said.get(step, "")


@dataclass(frozen=True, slots=True)
class CopiesCard:
    """The sentence on other pages that leads here."""

    state: State
    own_percent: int

    @classmethod
    def build(cls, initiative: Initiative, version: InitiativeVersion) -> "CopiesCard":
        check = newest_check(KEY, version.pk)
        held = thresholds_of(initiative, check) if check else None
        own = percent_of(check.own_share) if check else 0
        return cls(check_state(check, held), own)


@dataclass(frozen=True, slots=True)
class CheckLine:
    """One of the checks, of version ``version``, and what it came to."""

    check: Check
    state: State
    version: int


@dataclass(frozen=True, slots=True)
class CopiesPage:
    """``newest`` may still wait while ``report`` shows the check before. ``checks``: all of them."""

    title: str
    newest: Check | None
    report: Report | None
    state: State
    advice: str
    is_to_be_checked: bool
    explanations: list[ExplanationView]
    can_ask: Answer
    checks: list[CheckLine]
    judges: bool
    is_blind: bool

    @classmethod
    def for_judge(
        cls, initiative: Initiative, user: AbstractBaseUser, *, is_blind: bool, current: int
    ) -> "CopiesPage":
        version = initiative.versions.order_by("-number")[0]
        newest = newest_check(KEY, version.pk)
        reader = Reader(user, judges=True, is_blind=is_blind)
        title = str(version.data["title"])
        if is_blind:
            title = redactor_of(initiative, version).cover(title)
        return cls._build(initiative, newest, reader, current=current, title=title)

    @classmethod
    def for_author(
        cls, initiative: Initiative, user: AbstractBaseUser, *, current: int
    ) -> "CopiesPage":
        """The check they were asked about last, which is done."""
        rows = Explanation.objects.filter(initiative=initiative).select_related("check_made")
        asked = rows.last()
        check = asked.check_made if asked else None
        reader = Reader(user, judges=False)
        return cls._build(initiative, check, reader, current=current, title=initiative.title)

    @classmethod
    def _build(
        cls,
        initiative: Initiative,
        newest: Check | None,
        reader: Reader,
        *,
        current: int,
        title: str,
    ) -> "CopiesPage":
        checks = list(checks_of(KEY, initiative.pk)) if reader.judges else []
        shown = newest if newest and newest.is_done else None
        if shown is None and newest:
            same = (one for one in checks if one.number == newest.number and one.is_done)
            shown = next(same, None)
        held = thresholds_of(initiative, shown or newest) if newest else None
        step = held.step(shown.share) if held and shown else ""
        return cls(
            title=title,
            newest=newest,
            report=_report(shown, reader, current) if shown else None,
            state=check_state(newest, held),
            advice=step_words(step, held) if held and reader.judges else "",
            is_to_be_checked=bool(held and held.is_to_be_checked),
            explanations=explanation_views(initiative, reader.user, is_blind=reader.is_blind),
            can_ask=can_ask_why(reader.user, initiative),
            checks=_check_lines(initiative, checks),
            judges=reader.judges,
            is_blind=reader.is_blind,
        )

    @property
    def waits(self) -> bool:
        """The page asks again by itself until the check is done."""
        return self.newest is None or self.newest.status in {"waiting", "running"}


def done_check(initiative: Initiative, said: str) -> Check | None:
    """The check of this key, as a page names the one it shows; None where it is none of this initiative."""
    rows = checks_of(KEY, initiative.pk).filter(status=Check.Status.DONE)
    return rows.filter(pk=int(said)).first() if said.isdecimal() else None


def _check_lines(initiative: Initiative, checks: list[Check]) -> list[CheckLine]:
    numbers = dict(initiative.versions.values_list("pk", "number"))
    owner = initiative.round.owner
    days = {timezone.localdate(one.asked_at) for one in checks}
    held = {day: thresholds_for(owner, day) for day in days}
    return [
        CheckLine(
            one,
            check_state(one, held[timezone.localdate(one.asked_at)]),
            numbers.get(one.number or 0, 0),
        )
        for one in checks
    ]


def _report(check: Check, reader: Reader, current: int) -> Report | None:
    words = texts([check.number or 0]).get(check.number or 0)
    return None if words is None else Report(check, words, reader, current=current)


@dataclass(frozen=True, slots=True)
class OwnCheckPage:
    """A draft held against the works of others by its author. ``report`` is None before the first check and
    once the draft has other words (``is_stale``)."""

    check: Check | None
    report: Report | None
    is_stale: bool
    percent: int
    most: int
    left: int

    @classmethod
    def build(
        cls, initiative: Initiative, user: AbstractBaseUser, *, current: int
    ) -> "OwnCheckPage":
        check = newest_draft_check(KEY, initiative.pk, user)
        words = draft_words(initiative)
        is_same = check is not None and check.draft == mark_of(words)
        reader = Reader(user, judges=False)
        most = thresholds_for(initiative.round.owner, timezone.localdate()).drafts_a_day
        return cls(
            check=check,
            report=Report(check, words, reader, current=current) if check and is_same else None,
            is_stale=check is not None and not is_same,
            percent=percent_of(check.share) if check else 0,
            most=most,
            left=max(0, most - drafts_checked_today(user)),
        )


def draft_words(initiative: Initiative) -> str:
    """What would be compared, were it handed in now."""
    return words_of(initiative.round.form, dossier.written(initiative))
