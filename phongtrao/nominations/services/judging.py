"""Nominations go before a council; what it decides is written down: passed or not, with the numbers of the vote."""

from collections.abc import Sequence

from django.contrib.auth.base_user import AbstractBaseUser
from django.db import transaction
from django.utils.translation import gettext as _

from phongtrao.audit.services import Line, record, record_many
from phongtrao.base.words import office_language
from phongtrao.base.workflow import move
from phongtrao.councils.models import Case, Council, Item
from phongtrao.councils.queries.votes import result_of
from phongtrao.councils.services.cases import open_cases
from phongtrao.councils.services.conflicts import find_conflicts
from phongtrao.lib.errors import WrongState
from phongtrao.nominations.access.judging import can_bring
from phongtrao.nominations.access.submissions import can_screen
from phongtrao.nominations.models import CASE_KIND, AwardRound, Nomination
from phongtrao.nominations.queries.notices import standings_of
from phongtrao.nominations.services.ending import end_nomination, tell_of
from phongtrao.nominations.services.locking import lock_nominations
from phongtrao.nominations.states import NOMINATION

N = Nomination.Status
LONGEST_TITLE = 400


@transaction.atomic
def bring_to_council(
    found: AwardRound, chosen: Sequence[Nomination], council: Council, *, by: AbstractBaseUser
) -> list[Nomination]:
    """All that may go become cases at once. Pressed twice, the second finds nothing left: WrongState."""
    can_screen(by, found).enforce()
    rows = Nomination.objects.filter(submission__round=found, pk__in=[one.pk for one in chosen])
    asked = sorted(lock_nominations(rows), key=_before_the_council)
    standings = standings_of(asked)
    ready = [one for one in asked if can_bring(by, one, standings[one.pk])]
    if not ready:
        raise WrongState(_("Không còn đề nghị nào đưa ra hội đồng được trong số đã chọn. Hãy tải lại trang."))  # fmt: skip
    titles = [f"{one.name} – {one.form}"[:LONGEST_TITLE] for one in ready]
    cases = open_cases(council, CASE_KIND, titles, by=by)
    for one, case in zip(ready, cases, strict=True):
        one.case = case
    Nomination.objects.bulk_update(ready, ["case"])
    find_conflicts(cases, by=by)
    record_many((Line(one) for one in ready), "nominations.brought", by=by)
    return ready


@transaction.atomic
def apply_outcome(case: Case, by: AbstractBaseUser) -> None:
    """``councils.kinds.CaseKind.on_decided``: councils asked whether ``by`` may, in this transaction."""
    found = lock_nominations(Nomination.objects.filter(case=case)).get()
    if found.status != N.ACCEPTED:
        raise WrongState(_("“%s” không còn chờ xét nên chưa áp dụng kết quả được.") % case)
    if case.passes:
        move(found, N.PASSED, NOMINATION)
        record(found, "nominations.passed", by=by)
        with office_language():
            said = _("Một đề nghị khen thưởng trong “%s” được hội đồng thông qua.")
    else:
        end_nomination(found, N.FAILED, votes_of(case), by=by)
        record(found, "nominations.failed", by=by)
        with office_language():
            said = _("Một đề nghị khen thưởng trong “%s” không được hội đồng thông qua. Hãy mở ra để xem lý do.")  # fmt: skip
    tell_of(found, said % found.submission.round, f"decided:{case.pk}")


@transaction.atomic
def take_back(case: Case, reason: str, by: AbstractBaseUser) -> str:
    """``councils.kinds.CaseKind.on_withdrawn``: it is the office's again, and may go before another council."""
    found = lock_nominations(Nomination.objects.filter(case=case)).get()
    Nomination.objects.filter(pk=found.pk).update(case=None)
    record(found, "nominations.taken_back", by=by)
    return reason


def _before_the_council(one: Nomination) -> tuple[bool, int, int, int]:
    """Small collectives and those who do the work first. S0-12"""
    return (not one.is_frontline, one.form.position, one.position, one.pk)


def votes_of(case: Case) -> str:
    """The numbers, as everybody reads them who reads why it ended."""
    items = Item.objects.filter(case=case, status=Item.Status.COUNTED).order_by("-counted_at")
    last = items.first()
    result = result_of(last) if last else None
    with office_language():
        if result is None:
            return str(case.outcome_label)
        said = _("Kết quả biểu quyết của hội đồng: %s.")
        return said % "; ".join([result.sentence(), *result.reasons()])
