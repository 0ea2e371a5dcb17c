"""What the page of one nomination shows of its dossier: parts with what is missing, the report, claims."""

from collections.abc import Sequence
from dataclasses import dataclass, field

from django.contrib.auth.base_user import AbstractBaseUser
from django.utils.translation import gettext as _

from phongtrao.documents.access import visible_evidence
from phongtrao.lib.answers import Answer
from phongtrao.nominations.access.submissions import can_write, reads_whole
from phongtrao.nominations.models import Claim, Nomination
from phongtrao.nominations.parts import PARTS
from phongtrao.nominations.queries.consistency import Finding, missing_of
from phongtrao.nominations.report_forms import TABLE, ReportForm, Section, cells_of, form_of
from phongtrao.web.components import State


@dataclass(frozen=True, slots=True)
class PartLine:
    """One part the authority asks for, and what is missing of it."""

    label: str
    missing: list[Finding]

    @property
    def state(self) -> State:
        return State(_("Còn thiếu"), "due") if self.missing else State(_("Đủ"), "done")


@dataclass(frozen=True, slots=True)
class Read:
    """One section of the report as it is read."""

    section: Section
    text: str

    @property
    def rows(self) -> list[list[tuple[str, str]]]:
        """Each cell with the label of its column."""
        if self.section.kind != TABLE:
            return []
        lines = [line for line in self.text.splitlines() if line.strip()]
        columns = self.section.columns
        return [list(zip(columns, cells_of(line, len(columns)), strict=False)) for line in lines]


@dataclass(frozen=True, slots=True)
class ClaimLine:
    """``shows``: whether the reader may open its evidence."""

    claim: Claim
    shows: bool


@dataclass(frozen=True, slots=True)
class DossierCard:
    """``parts`` and what does not agree: for whoever reads the whole, not for the nominated."""

    nomination: Nomination
    form: ReportForm
    may_write: Answer
    report: list[Read]
    claims: list[ClaimLine]
    parts: list[PartLine] = field(default_factory=list)
    others: list[Finding] = field(default_factory=list)

    @classmethod
    def build(cls, user: AbstractBaseUser, found: Nomination) -> "DossierCard":
        form = form_of(found)
        parts: list[PartLine] = []
        others: list[Finding] = []
        if reads_whole(user, found):
            missing = missing_of(found)
            parts = _parts(found.submission.round.checklist, missing)
            others = [one for one in missing if one.part not in PARTS]
        return cls(
            nomination=found,
            form=form,
            may_write=can_write(user, found),
            report=read_report(found),
            claims=_claims(user, found),
            parts=parts,
            others=others,
        )


def read_report(found: Nomination) -> list[Read]:
    """Empty where nothing is written yet."""
    lines = [Read(one, found.report.get(one.key, "")) for one in form_of(found).sections]
    return lines if any(one.text for one in lines) else []


def _parts(asked: Sequence[str], missing: Sequence[Finding]) -> list[PartLine]:
    keys = [key for key in asked if key in PARTS and PARTS[key].of_each]
    return [PartLine(str(PARTS[key].label), [x for x in missing if x.part == key]) for key in keys]


def _claims(user: AbstractBaseUser, found: Nomination) -> list[ClaimLine]:
    rows = list(found.claims.select_related("evidence"))
    cited = [one.evidence_id for one in rows if one.evidence_id]
    seen = set(visible_evidence(user).filter(pk__in=cited).values_list("pk", flat=True))
    return [ClaimLine(one, one.evidence_id in seen) for one in rows]
