"""Units that take a creation up: written down by the unit, answered for by its head."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from django.contrib.auth.base_user import AbstractBaseUser
from django.db import transaction
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from phongtrao.audit.services import record
from phongtrao.base.words import office_language
from phongtrao.base.workflow import move
from phongtrao.documents.models import Evidence
from phongtrao.lib.errors import BadInput
from phongtrao.lib.numbers import format_date
from phongtrao.notifications.services import notify
from phongtrao.orgs.models import Unit
from phongtrao.recognition.access import can_adopt, can_confirm_adoption
from phongtrao.recognition.models import Adoption, AdoptionFigure, Creation
from phongtrao.recognition.queries.people import authors_of

A = Adoption.Status
ADOPTION_TRANSITIONS: Mapping[A, frozenset[A]] = {
    A.TRIED: frozenset({A.USED, A.ENDED}),
    A.USED: frozenset({A.ENDED}),
    A.ENDED: frozenset({A.TRIED}),
}


@dataclass(frozen=True, slots=True)
class Figure:
    """Before and after in one unit of measure."""

    name: str
    measure: str
    before: Decimal
    after: Decimal


@dataclass(frozen=True, slots=True)
class Use:
    """What a unit says of its use."""

    since: date
    effect: str = ""
    people: int | None = None
    evidence: Evidence | None = None
    figures: tuple[Figure, ...] = ()


@transaction.atomic
def adopt(creation: Creation, unit: Unit, use: Use, *, by: AbstractBaseUser) -> Adoption:
    """The unit begins to use it, or begins again; where it was made it is no adoption."""
    can_adopt(by, unit).enforce()
    if creation.unit_id == unit.pk:
        raise BadInput(
            _("Công trình ra đời tại đơn vị này nên không ghi là áp dụng ở đơn vị khác.")
        )
    ended = Adoption.objects.filter(creation=creation, unit=unit, status=A.ENDED).first()
    if ended:
        again = {"until": None, "end_reason": "", "confirmed_by": None, "confirmed_at": None}
        move(ended, A.TRIED, ADOPTION_TRANSITIONS, **again)
    adoption = ended or Adoption(creation=creation, unit=unit)
    _say(adoption, use)
    record(adoption, "recognition.adopted", by=by)
    return adoption


@transaction.atomic
def report_use(adoption: Adoption, use: Use, *, by: AbstractBaseUser) -> Adoption:
    """Say more of it while it is tried; what the head confirmed stays."""
    can_adopt(by, adoption.unit).enforce()
    if adoption.status != A.TRIED:
        raise BadInput(_("Việc áp dụng đã được xác nhận nên không sửa được."))
    _say(adoption, use)
    record(adoption, "recognition.use_reported", by=by)
    return adoption


@transaction.atomic
def confirm_adoption(adoption: Adoption, *, by: AbstractBaseUser) -> Adoption:
    """The head answers for it: from now on it counts as evidence of scope, and the authors are told."""
    can_confirm_adoption(by, adoption.unit).enforce()
    if not adoption.effect.strip():
        raise BadInput(_("Hãy ghi hiệu quả tại đơn vị trước khi xác nhận."))
    move(adoption, A.USED, ADOPTION_TRANSITIONS, confirmed_by=by.pk, confirmed_at=timezone.now())
    record(adoption, "recognition.adoption_confirmed", by=by)
    with office_language():
        words = _("%(unit)s xác nhận đang áp dụng “%(title)s” của bạn, từ %(since)s.")
        said = words % {
            "unit": adoption.unit,
            "title": adoption.creation.title,
            "since": format_date(adoption.since),
        }
    notify(
        authors_of(adoption.creation),
        said,
        key=f"adoption:{adoption.pk}:{adoption.confirmed_at:%Y%m%d%H%M%S}",
        url=reverse("recognition:creation", args=[adoption.creation_id]),
    )
    return adoption


@transaction.atomic
def end_adoption(adoption: Adoption, until: date, reason: str, *, by: AbstractBaseUser) -> Adoption:
    """The unit stops; what it confirmed counts no more, and stays written with the reason."""
    can_adopt(by, adoption.unit).enforce()
    if until < adoption.since:
        raise BadInput(_("Ngày thôi áp dụng phải sau ngày bắt đầu."))
    if until > timezone.localdate():
        raise BadInput(_("Ngày thôi áp dụng chưa đến."))
    if not reason.strip():
        raise BadInput(_("Thôi áp dụng thì phải ghi lý do."))
    said = {"until": until, "end_reason": reason.strip()}
    move(adoption, A.ENDED, ADOPTION_TRANSITIONS, **said)
    record(adoption, "recognition.adoption_ended", by=by, reason=reason.strip())
    return adoption


def _say(adoption: Adoption, use: Use) -> None:
    if use.since > timezone.localdate():
        raise BadInput(_("Ngày bắt đầu áp dụng chưa đến."))
    adoption.since, adoption.effect, adoption.people = use.since, use.effect.strip(), use.people
    adoption.evidence = use.evidence or adoption.evidence
    adoption.full_clean()
    adoption.save()
    adoption.figures.all().delete()
    AdoptionFigure.objects.bulk_create(
        AdoptionFigure(
            adoption=adoption,
            name=one.name,
            measure=one.measure,
            before=one.before,
            after=one.after,
        )
        for one in use.figures
    )
