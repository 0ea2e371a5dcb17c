"""Whether a dossier is valid: the round's checklist, a return with marked places, bringing it to a council."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from django.contrib.auth.base_user import AbstractBaseUser
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from phongtrao.audit.services import record
from phongtrao.base.words import office_language
from phongtrao.base.workflow import move
from phongtrao.documents.fields import read_fields
from phongtrao.initiatives.access.initiatives import can_check
from phongtrao.initiatives.models import Initiative, InitiativeVersion, Mark, ValidityCheck
from phongtrao.initiatives.services.submitting import TRANSITIONS, mended
from phongtrao.initiatives.services.telling import tell_authors
from phongtrao.lib.errors import BadInput

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
    asked = [row["key"] for row in initiative.round.checklist]
    if unmet := [row["label"] for row in initiative.round.checklist if not answers.get(row["key"])]:
        raise BadInput(_("Chưa đạt: %s. Hãy trả lại để bổ sung.") % "; ".join(unmet))
    move(initiative, S.VALID, TRANSITIONS, checked_at=timezone.now())
    check = _keep(initiative, dict.fromkeys(asked, True), "", by, is_valid=True)
    record(initiative, "initiatives.accepted_as_valid", by=by)
    with office_language():
        said = _("Sáng kiến “%s” hợp lệ, chờ hội đồng xét.")
    tell_authors(initiative, said, f"check:{check.pk}")
    return check


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
