"""Filling in a score sheet: draft, final, taken up again; and what becomes of sheets that count no longer."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Any

from django.contrib.auth.base_user import AbstractBaseUser
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from phongtrao.audit.services import record
from phongtrao.base.workflow import move
from phongtrao.councils.access import sheets as access
from phongtrao.councils.kinds import Dossier, dossiers_of
from phongtrao.councils.models import Case, ScoreSheet
from phongtrao.councils.rubrics import Fault, Rubric, faults_of, read_rubric, total
from phongtrao.councils.scores import weight_name
from phongtrao.lib.errors import BadInput, WrongState
from phongtrao.lib.text import nfc

S = ScoreSheet.Status
TRANSITIONS: Mapping[S, frozenset[S]] = {
    S.ASSIGNED: frozenset({S.DRAFT, S.FINAL, S.VOID}),
    S.DRAFT: frozenset({S.DRAFT, S.FINAL, S.VOID}),
    S.FINAL: frozenset({S.DRAFT, S.VOID}),
    S.VOID: frozenset(),
}


@dataclass(frozen=True, slots=True)
class Answers:
    """What a member filled in: points and words by key of criterion.

    ``read``: the hash of the dossier that stood beside the sheet; a score is bound to what was read.
    """

    scores: Mapping[str, Decimal]
    notes: Mapping[str, str] = field(default_factory=dict)
    comment: str = ""
    read: str = ""


class Unfinished(BadInput):
    """The sheet cannot be final; ``faults`` say at which criteria."""

    def __init__(self, faults: Sequence[Fault]) -> None:
        super().__init__(" ".join(fault.said for fault in faults))
        self.faults = tuple(faults)


@transaction.atomic
def save_draft(sheet: ScoreSheet, answers: Answers, *, by: AbstractBaseUser) -> ScoreSheet:
    """Keep what is filled in, whole or not; others read nothing of it."""
    _hold(sheet, by)
    rubric = read_rubric(sheet.rubric.data)
    came_from = move(sheet, S.DRAFT, _writing(sheet), **_kept(rubric, answers))
    if came_from == S.ASSIGNED:
        record(sheet, "councils.sheet_started", by=by)
    return sheet


@transaction.atomic
def finish_sheet(sheet: ScoreSheet, answers: Answers, *, by: AbstractBaseUser) -> ScoreSheet:
    """The sheet counts from here on. Unfinished says at which criteria something is wrong.

    WrongState when the dossier is no longer the one that was read.
    """
    _hold(sheet, by)
    rubric = read_rubric(sheet.rubric.data)
    if faults := faults_of(rubric, answers.scores, answers.notes):
        raise Unfinished(faults)
    dossier = _read_dossier(sheet.case, answers)
    points = total(rubric, answers.scores, weight_name(rubric, dossier))
    move(
        sheet,
        S.FINAL,
        _writing(sheet),
        total=points,
        finished_at=timezone.now(),
        **_kept(rubric, answers),
    )
    # No points here: history is read by more people than sheets are.
    record(sheet, "councils.sheet_finished", by=by)
    return sheet


@transaction.atomic
def reopen_sheet(sheet: ScoreSheet, reason: str, *, by: AbstractBaseUser) -> ScoreSheet:
    """Take a final sheet up again while the case is undecided; until it is final once more it counts not."""
    sheet.case = _lock(sheet.case)
    access.can_reopen(by, sheet).enforce()
    said = nfc(reason).strip()
    if not said:
        raise BadInput(_("Hãy ghi lý do mở lại phiếu chấm."))
    if sheet.status != S.FINAL:
        raise WrongState(_("Phiếu này chưa chấm xong nên không phải mở lại."))
    move(sheet, S.DRAFT, TRANSITIONS, total=None, finished_at=None)
    record(sheet, "councils.sheet_reopened", by=by, reason=said)
    return sheet


# ------------------------------------------------------------------ pieces


def _hold(sheet: ScoreSheet, by: AbstractBaseUser) -> None:
    """The case stays undecided until this is written; the sheet is the user's to fill in."""
    sheet.case = _lock(sheet.case)
    access.can_score(by, sheet).enforce()


def _lock(case: Case) -> Case:
    rows = Case.objects.select_for_update(of=("self",)).select_related("council__unit")
    return rows.get(pk=case.pk)


def _writing(sheet: ScoreSheet) -> Mapping[S, frozenset[S]]:
    """Only what is not final is written; the way back is by ``reopen_sheet``, with a reason."""
    if sheet.status == S.FINAL:
        raise WrongState(_("Phiếu đã chấm xong. Muốn sửa điểm, hãy mở lại phiếu và ghi lý do."))
    return TRANSITIONS


def _kept(rubric: Rubric, answers: Answers) -> dict[str, Any]:
    """Fields of the sheet; keys the rubric does not know are dropped."""
    keys = {leaf.key for leaf in rubric.leaves()}
    return {
        "scores": {key: str(points) for key, points in answers.scores.items() if key in keys},
        "notes": {key: nfc(words) for key, words in answers.notes.items() if key in keys and words},
        "comment": nfc(answers.comment),
        "dossier_hash": answers.read,
    }


def _read_dossier(case: Case, answers: Answers) -> Dossier:
    dossier = dossiers_of([case])[case.pk]
    if answers.read != dossier.hash:
        said = _(
            "Hồ sơ vừa được sửa sau khi bạn mở phiếu. Hãy đọc bản mới, xem lại điểm rồi chấm xong."
        )
        raise WrongState(said)
    return dossier
