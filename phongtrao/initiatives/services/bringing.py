"""Valid initiatives of a round go before its council, all at once; and what its office chose for judging."""

from collections import Counter
from dataclasses import dataclass

from django.contrib.auth.base_user import AbstractBaseUser
from django.db import transaction
from django.db.models import Q, QuerySet
from django.utils.translation import gettext as _

from phongtrao.audit.services import Line, record, record_many
from phongtrao.base.words import office_language
from phongtrao.councils.models import Council, CouncilRule, Member, RubricVersion
from phongtrao.councils.queries.conflicts import find_for
from phongtrao.councils.queries.members import in_order, members_today
from phongtrao.councils.services.cases import open_cases
from phongtrao.councils.services.conflicts import find_conflicts
from phongtrao.documents.models import OfficialDocument
from phongtrao.initiatives.access.initiatives import authored
from phongtrao.initiatives.access.rounds import can_run
from phongtrao.initiatives.blind import case_titles
from phongtrao.initiatives.kinds import KEY
from phongtrao.initiatives.models import Initiative, InitiativeRound
from phongtrao.initiatives.queries.hands import parties_of_initiatives
from phongtrao.initiatives.services.telling import tell_all_authors
from phongtrao.lib.errors import BadInput, WrongState

S = Initiative.Status


@dataclass(frozen=True, slots=True)
class Judging:
    """How a round is judged, as its office chooses it."""

    council: Council | None = None
    rubric: RubricVersion | None = None
    voting: CouncilRule | None = None
    upper: InitiativeRound | None = None
    guide_document: OfficialDocument | None = None
    is_blind: bool = False


@transaction.atomic
def set_judging(
    round_: InitiativeRound, chosen: Judging, *, by: AbstractBaseUser
) -> InitiativeRound:
    """May be changed until the round has ended. Once something went before the council, council and
    blindness stay: WrongState.
    """
    can_run(by, round_.owner).enforce()
    if round_.status == InitiativeRound.Status.ENDED:
        raise WrongState(_("Đợt xét đã kết thúc nên không đổi cách xét."))
    if round_.council != chosen.council and has_cases(round_):
        raise WrongState(_("Đã có hồ sơ ra hội đồng nên không đổi hội đồng."))
    if round_.is_blind != chosen.is_blind and was_judged(round_):
        raise WrongState(_("Đã có hồ sơ ra hội đồng nên không đổi việc che tên tác giả."))
    if chosen.upper and not is_above(chosen.upper, round_):
        raise BadInput(_("Đợt xét nhận gửi lên phải ở cấp cao hơn."))
    for name in ("council", "rubric", "voting", "upper", "guide_document", "is_blind"):
        setattr(round_, name, getattr(chosen, name))
    round_.full_clean()
    round_.save()
    record(round_, "initiatives.judging_set", by=by)
    return round_


def has_cases(round_: InitiativeRound) -> bool:
    return round_.initiatives.filter(case__isnull=False).exists()


def was_judged(round_: InitiativeRound) -> bool:
    """Also what was taken back since: who read it without names will meet it again."""
    rows = round_.initiatives.filter(Q(case__isnull=False) | Q(earlier_cases__isnull=False))
    return rows.exists()


def is_above(upper: InitiativeRound, round_: InitiativeRound) -> bool:
    levels = InitiativeRound.Level.values
    return levels.index(upper.level) > levels.index(round_.level)


# ------------------------------------------------------------------ before the council


def ready_initiatives(round_: InitiativeRound) -> QuerySet[Initiative]:
    return round_.initiatives.filter(status=S.VALID, case=None)


@dataclass(frozen=True, slots=True)
class Preview:
    """What bringing them would do. ``away``: how many each member would keep away from."""

    number: int
    titles: list[str]
    away: list[tuple[Member, int]]
    seats: int


def preview_of(round_: InitiativeRound, *, by: AbstractBaseUser) -> Preview:
    """Of what the asker wrote, nothing is told: neither that it is there nor who keeps away from it."""
    council = _council_of(round_)
    mine = Initiative.objects.filter(authored(by)).order_by().values("pk")
    rows = ready_initiatives(round_).exclude(pk__in=mine).select_related("round").order_by("pk")
    ready = list(rows.defer("values"))
    found = find_for(council, parties_of_initiatives(ready))
    own = {one.case for one in found if _is_of(council, one.member, by)}
    pairs = {(one.case, one.member) for one in found if one.case not in own}
    kept = [one for one in ready if one.pk not in own]
    counts = Counter(member for _case, member in pairs)
    members = in_order(list(members_today(council)))
    titles = case_titles(kept)
    return Preview(
        number=len(kept),
        titles=[titles[one.pk] for one in kept],
        away=[(one, counts[one.pk]) for one in members if counts[one.pk]],
        seats=len(members),
    )


def _is_of(council: Council, member: int, by: AbstractBaseUser) -> bool:
    return council.members.filter(pk=member, person__user=by.pk).exists()


@transaction.atomic
def bring_to_council(round_: InitiativeRound, *, by: AbstractBaseUser) -> list[Initiative]:
    """Everything valid that waits becomes a case; conflicts are looked for at once.

    A fixed number of statements. Pressed twice, the second finds nothing left: WrongState.
    """
    can_run(by, round_.owner).enforce()
    council = _council_of(round_)
    rows = ready_initiatives(round_).select_for_update(of=("self",)).select_related("round")
    ready = list(rows.order_by("submitted_at", "pk"))
    if not ready:
        raise WrongState(_("Không có sáng kiến hợp lệ nào đang chờ đưa ra hội đồng."))
    titles = case_titles(ready)
    cases = open_cases(council, KEY, [titles[one.pk] for one in ready], by=by)
    for initiative, case in zip(ready, cases, strict=True):
        initiative.case = case
    Initiative.objects.bulk_update(ready, ["case"])
    find_conflicts(cases, by=by)
    record_many([Line(one) for one in ready], "initiatives.brought", by=by)
    with office_language():
        words = _("Sáng kiến “%s” đang chờ hội đồng xét.")
    # By a case that is new each time: what comes before the council again is told again.
    tell_all_authors({one: words % one.title for one in ready}, f"brought:{cases[0].pk}")
    return ready


def _council_of(round_: InitiativeRound) -> Council:
    if round_.council is None:
        raise BadInput(_("Đợt xét chưa chọn hội đồng. Hãy mở “Cách xét” để chọn."))
    return round_.council
