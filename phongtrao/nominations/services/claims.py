"""What somebody is praised for, line by line; one achievement earns one form (Luật 06/2022/QH15, điều 5). S3-51"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from django.contrib.auth.base_user import AbstractBaseUser
from django.db import transaction
from django.utils.translation import gettext as _

from phongtrao.audit.services import record
from phongtrao.awards.models import Honour
from phongtrao.documents.models import Evidence
from phongtrao.lib.errors import BadInput
from phongtrao.lib.text import nfc
from phongtrao.nominations.access.submissions import can_write
from phongtrao.nominations.models import Claim, Nomination
from phongtrao.nominations.services.locking import lock_nomination, lock_subjects

Holder = dict[str, int | None]


@dataclass(frozen=True, slots=True)
class Told:
    """``source``: the record (“recognition.creation:12”), empty for what is only told."""

    words: str
    source: str = ""
    on: date | None = None
    evidence: Evidence | None = None


@transaction.atomic
def set_claims(found: Nomination, told: Sequence[Told], *, by: AbstractBaseUser) -> None:
    """These instead of those that stood. BadInput where another form is asked for the same achievement."""
    found = lock_nomination(found.pk)  # it may be sent at this moment
    can_write(by, found).enforce()
    put_claims(found, told)
    record(found, "nominations.claims_set", by=by)


def put_claims(found: Nomination, told: Sequence[Told]) -> None:
    """Without asking who: a step of what creates the nomination."""
    holder = _holder(found)
    lock_subjects([found.person or found.unit])
    _refuse_doubles(told)
    spends = found.form.honour.kind == Honour.Kind.FORM
    if spends:
        _refuse_spent(found, holder, [one.source for one in told if one.source])
    found.claims.all().delete()
    rows = []
    for place, one in enumerate(told):
        row = Claim(
            nomination=found,
            **holder,
            source=one.source,
            words=nfc(one.words).strip(),
            on=one.on,
            evidence=one.evidence,
            spends=spends and bool(one.source),
            position=place,
        )
        row.full_clean()
        row.save()
        rows.append(row)


def hand_claims_on(old: Nomination, new: Nomination) -> None:
    """To the same nomination in the round above: the achievement is taken there, and here no more."""
    told = told_by(old)
    old.claims.filter(spends=True).update(spends=False)
    put_claims(new, told)


def told_by(found: Nomination) -> list[Told]:
    return [Told(one.words, one.source, one.on, one.evidence) for one in found.claims.all()]


def _holder(found: Nomination) -> Holder:
    """Whose achievements they are: of a person wherever they are, or of the collective."""
    if found.person_id:
        return {"person_id": found.person_id, "collective_id": None}
    return {"person_id": None, "collective_id": found.unit_id}


def _refuse_doubles(told: Sequence[Told]) -> None:
    sources: set[str] = set()
    for one in told:
        if one.source in sources:
            raise BadInput(_("Thành tích “%s” được kê hai lần. Hãy giữ một dòng.") % one.words)
        sources |= {one.source} - {""}


def _refuse_spent(found: Nomination, holder: Holder, sources: Sequence[str]) -> None:
    taken = Claim.objects.filter(**holder, source__in=sources, spends=True)
    other = taken.exclude(nomination=found).select_related("nomination__form__honour").first()
    if other is None:
        return
    said = _(
        "Thành tích “%(words)s” đã được dùng để đề nghị “%(form)s”. Mỗi thành tích chỉ được tặng một hình thức khen thưởng (Luật 06/2022/QH15, điều 5). Hãy bỏ thành tích này hoặc chọn thành tích khác."
    )
    raise BadInput(said % {"words": other.words, "form": other.nomination.form})
