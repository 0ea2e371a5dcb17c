"""Whether a dossier is valid: the round's checklist, a return with marked places, bringing it to a council."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass

from django.contrib.auth.base_user import AbstractBaseUser
from django.db import transaction
from django.db.models import QuerySet
from django.utils import timezone
from django.utils.translation import gettext as _

from phongtrao.audit.services import Line, record, record_many
from phongtrao.base.words import office_language
from phongtrao.base.workflow import move, move_many
from phongtrao.documents.fields import read_fields
from phongtrao.initiatives.access.initiatives import authored, can_check, why_not_checked
from phongtrao.initiatives.access.rounds import can_run
from phongtrao.initiatives.models import (
    Initiative,
    InitiativeRound,
    InitiativeVersion,
    Mark,
    ValidityCheck,
)
from phongtrao.initiatives.services.sifting import Sifted
from phongtrao.initiatives.services.submitting import TRANSITIONS, mended
from phongtrao.initiatives.services.telling import tell_all_authors, tell_authors
from phongtrao.lib.errors import BadInput, WrongState

S = Initiative.Status


@dataclass(frozen=True, slots=True)
class Place:
    """Where the authors are asked to mend: a box of the form, the words there, what is asked."""

    key: str
    words: str
    passage: str = ""


@transaction.atomic
def accept_as_valid(
    initiative: Initiative, answers: Mapping[str, bool], *, by: AbstractBaseUser
) -> ValidityCheck:
    """Every point of the round's checklist holds; the dossier waits for its council."""
    can_check(by, initiative).enforce()
    met = _all_met(initiative.round, answers)
    move(initiative, S.VALID, TRANSITIONS, checked_at=timezone.now())
    check = _keep(initiative, met, "", by, is_valid=True)
    record(initiative, "initiatives.accepted_as_valid", by=by)
    _tell_valid([initiative], check)
    return check


def acceptance_of(initiatives: QuerySet[Initiative], *, by: AbstractBaseUser) -> Sifted:
    """What accepting these at once would do; two queries, whatever the number."""
    own = set(initiatives.order_by().filter(authored(by)).values_list("pk", flat=True))
    return Sifted.of(initiatives, lambda one: why_not_checked(one, is_own=one.pk in own))


@transaction.atomic
def accept_many(
    round_: InitiativeRound, keys: Collection[int], answers: Mapping[str, bool], *, by: AbstractBaseUser
) -> list[Initiative]:  # fmt: skip
    """The same for many of one round, in a fixed number of statements.

    One's own, and what somebody else dealt with meanwhile, is left out; where nothing is left: WrongState.
    """
    can_run(by, round_.owner).enforce()
    met = _all_met(round_, answers)
    asked = Initiative.objects.filter(round=round_, pk__in=keys).exclude(authored(by))
    moved = move_many(asked, S.SUBMITTED, S.VALID, TRANSITIONS, checked_at=timezone.now())
    if not moved:
        raise WrongState(_("Không còn hồ sơ nào chờ kiểm tra. Hãy tải lại trang."))
    accepted = list(Initiative.objects.filter(pk__in=moved).order_by("pk"))
    newest_of = InitiativeVersion.objects.order_by("initiative", "-number").distinct("initiative")
    checks = ValidityCheck.objects.bulk_create(
        ValidityCheck(version=version, answers=met, is_valid=True, made_by_id=by.pk)
        for version in newest_of.filter(initiative__in=moved)
    )
    record_many([Line(one) for one in accepted], "initiatives.accepted_as_valid", by=by)
    _tell_valid(accepted, checks[0])
    return accepted


def _all_met(round_: InitiativeRound, answers: Mapping[str, bool]) -> dict[str, bool]:
    if unmet := [row["label"] for row in round_.checklist if not answers.get(row["key"])]:
        raise BadInput(_("Chưa đạt: %s. Hãy trả lại để bổ sung.") % "; ".join(unmet))
    return {row["key"]: True for row in round_.checklist}


def _tell_valid(initiatives: Sequence[Initiative], check: ValidityCheck) -> None:
    with office_language():
        said = _("Sáng kiến “%s” hợp lệ, chờ hội đồng xét.")
    tell_all_authors({one: said % one.title for one in initiatives}, f"check:{check.pk}")


@transaction.atomic
def return_initiative(initiative: Initiative, words: str, places: Sequence[Place], *, by: AbstractBaseUser) -> ValidityCheck:  # fmt: skip
    """Back to its authors with what to mend, and where."""
    can_check(by, initiative).enforce()
    if not words.strip():
        raise BadInput(_("Hãy ghi tác giả cần bổ sung điều gì."))
    known = {box.key for box in read_fields(initiative.round.form.fields)}
    if any(place.key not in known for place in places):
        raise BadInput(_("Chỗ cần sửa nói tới một ô không có trong mẫu."))
    move(
        initiative, S.RETURNED, TRANSITIONS, return_reason=words.strip(), checked_at=timezone.now()
    )
    check = _keep(initiative, {}, words.strip(), by, is_valid=False)
    Mark.objects.bulk_create(
        Mark(check_made=check, key=one.key, passage=one.passage, words=one.words) for one in places
    )
    record(initiative, "initiatives.returned", by=by)
    mended(initiative)
    with office_language():
        said = _("Sáng kiến “%s” được trả lại để bổ sung.")
    tell_authors(initiative, said, f"check:{check.pk}")
    return check


def _keep(initiative: Initiative, answers: dict[str, bool], words: str, by: AbstractBaseUser, *, is_valid: bool) -> ValidityCheck:  # fmt: skip
    version = newest(initiative)
    return ValidityCheck.objects.create(
        version=version, answers=answers, is_valid=is_valid, words=words, made_by_id=by.pk
    )


def newest(initiative: Initiative) -> InitiativeVersion:
    """The version everybody but its authors reads."""
    return initiative.versions.order_by("-number")[0]
