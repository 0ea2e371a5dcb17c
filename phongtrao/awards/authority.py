"""Who may sign which title or form, on the day a dossier was received; on which form of report it is asked for.

Who signs is a dated table offices edit (``awards.law``); the forms of report are packs/awards/authority.yaml.
S1-62 … S1-67
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from functools import cache

from django.utils import timezone
from django.utils.translation import gettext as _

from phongtrao.awards.catalogue import read_pack
from phongtrao.awards.law import Law, Signer
from phongtrao.awards.models import Honour
from phongtrao.awards.queries.law import law_on
from phongtrao.lib.answers import YES, Answer, no
from phongtrao.lib.facts import Subject
from phongtrao.orgs.models import Unit

PRAISE = "praise"  # an office's own honours are letters of praise, whatever they are called


@dataclass(frozen=True, slots=True)
class ReportForm:
    """“Mẫu 08”: on which a commendation of this route is asked for."""

    number: str
    honours: frozenset[str]  # none: whichever
    subjects: frozenset[str]
    routes: frozenset[str]
    needs_check: bool


@cache
def report_forms() -> tuple[ReportForm, ...]:
    return tuple(
        ReportForm(
            row["form"],
            frozenset(row.get("honours", ())),
            frozenset(row["subjects"]),
            frozenset(row["routes"]),
            row.get("check", False),
        )
        for row in read_pack("authority")["reports"]
    )


def signers_of(
    honour: Honour, day: date | None = None, *, law: Law | None = None
) -> Sequence[Signer]:
    """Heads of our units who may sign it on the day; none: it is decided above the province.

    ``law``: of that day, where one has read it; else it is read, in one query.
    """
    day, key = day or timezone.localdate(), _key(honour)
    found = law or law_on(day)
    return [one for one in found.signers if key in one.honours and one.holds_on(day)]


def may_sign(
    unit: Unit, honour: Honour, day: date | None = None, *, law: Law | None = None
) -> Answer:
    """Whether the unit's head decides about the honour; if not, who does.

    ``day``: on which the authority received the dossier; ``law`` as in ``signers_of``.
    """
    if honour.owner_id and honour.owner_id != unit.pk:
        said = _("“%(honour)s” là của %(owner)s nên do nơi ấy quyết định.")
        return no(said % {"honour": honour, "owner": honour.owner})
    if any(signs(one, unit) for one in signers_of(honour, day, law=law)):
        return YES
    said = _("%(unit)s không có thẩm quyền quyết định “%(honour)s”. Người quyết định: %(who)s. Hãy lập hồ sơ trình lên.")  # fmt: skip
    return no(said % {"unit": unit, "honour": honour, "who": honour.decided_by})


def signs(signer: Signer, unit: Unit) -> bool:
    return signer.is_of(unit.kind, unit.type_id)


def praising_kinds(day: date | None = None) -> frozenset[str]:
    """Kinds or types of units whose heads give letters of praise."""
    day = day or timezone.localdate()
    rows = law_on(day).signers
    told = (one.units for one in rows if PRAISE in one.honours and one.holds_on(day))
    return frozenset().union(*told)


def report_form(honour: Honour, subject: Subject, route: str) -> ReportForm | None:
    """The first that fits: those of one honour stand before those of a route."""
    return next(
        (
            one
            for one in report_forms()
            if (not one.honours or honour.key in one.honours)
            and subject.value in one.subjects
            and route in one.routes
        ),
        None,
    )


def _key(honour: Honour) -> str:
    return PRAISE if honour.owner_id else honour.key
