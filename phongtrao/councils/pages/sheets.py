"""One score sheet beside its dossier, and how far one is with all of them."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any

from django.contrib.auth.base_user import AbstractBaseUser
from django.db.models import Count, F, Q
from django.forms import BoundField
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from phongtrao.councils.access import sheets as access
from phongtrao.councils.forms.sheets import POINTS, WORDS, SheetForm, filled
from phongtrao.councils.kinds import Dossier, dossiers_of
from phongtrao.councils.models import ScoreSheet
from phongtrao.councils.pages.rubrics import Line, lines_of, rules_of
from phongtrao.councils.rubrics import Rubric, read_rubric, spoken, total
from phongtrao.councils.scores import given_scores, weight_name
from phongtrao.lib.answers import Answer
from phongtrao.lib.numbers import format_number
from phongtrao.web.components import Due, State, StateKind

S = ScoreSheet.Status
KINDS: dict[str, StateKind] = {
    S.ASSIGNED: "due",
    S.DRAFT: "running",
    S.FINAL: "done",
    S.VOID: "refused",
}


def state_of(sheet: ScoreSheet) -> State:
    return State(sheet.get_status_display(), KINDS[sheet.status], why=sheet.void_reason)


def due_of(sheet: ScoreSheet) -> Due | None:
    return Due.of(sheet.due_on, closed=sheet.status == S.FINAL) if sheet.due_on else None


@dataclass(frozen=True, slots=True)
class Queue:
    """“12 trên 30”: how far one is, over all councils or in one."""

    done: int
    total: int
    late: int

    @classmethod
    def of(cls, user: AbstractBaseUser, council: int | None = None) -> "Queue":
        """Sheets still to be filled in, and those that are final."""
        to_score = Q(pk__in=access.sheets_to_score(user).values("pk"))
        rows = access.own_sheets(user).filter(to_score | Q(status=S.FINAL))
        if council:
            rows = rows.filter(case__council=council)
        late = Q(due_on__lt=timezone.localdate()) & ~Q(status=S.FINAL)
        counted = rows.aggregate(
            done=Count("pk", filter=Q(status=S.FINAL)),
            total=Count("pk"),
            late=Count("pk", filter=late),
        )
        return cls(**counted)

    @property
    def left(self) -> int:
        return self.total - self.done

    @property
    def sentence(self) -> str:
        if not self.total:
            return _("Chưa có hồ sơ nào được giao cho bạn chấm.")
        if not self.left:
            return _("Đã chấm xong cả %s hồ sơ.") % self.total
        said = {"done": self.done, "total": self.total, "late": self.late}
        if self.late:
            return _("Đã chấm xong %(done)s trên %(total)s hồ sơ; %(late)s hồ sơ quá hạn.") % said
        return _("Đã chấm xong %(done)s trên %(total)s hồ sơ.") % said


def next_to_score(user: AbstractBaseUser, after: ScoreSheet | None = None) -> ScoreSheet | None:
    """The most pressing sheet; behind one: what follows it by day, then again from the front."""
    order = (F("due_on").asc(nulls_last=True), "pk")
    rows = list(
        access.sheets_to_score(user).order_by(*order).select_related(None).only("pk", "due_on")
    )
    if after is None:
        return rows[0] if rows else None
    others = [row for row in rows if row.pk != after.pk]
    behind = [row for row in others if _place(row) > _place(after)]
    return next(iter(behind or others), None)


def _place(sheet: ScoreSheet) -> tuple[date, int]:
    return sheet.due_on or date.max, sheet.pk


@dataclass(frozen=True, slots=True)
class Row:
    """One criterion with its fields, or a heading above some."""

    line: Line
    points: BoundField | None
    words: BoundField | None
    given: str  # as it was saved
    said: str


@dataclass(frozen=True, slots=True)
class SheetPage:
    sheet: ScoreSheet
    rubric: Rubric
    dossier: Dossier
    form: SheetForm
    can_score: Answer
    can_reopen: Answer
    queue: Queue

    @classmethod
    def build(cls, user: AbstractBaseUser, sheet: ScoreSheet, posted: Any = None) -> "SheetPage":
        rubric = read_rubric(sheet.rubric.data)
        dossier = dossiers_of([sheet.case])[sheet.case_id]
        form = SheetForm(posted, rubric=rubric, initial=filled(sheet, dossier.hash))
        return cls(
            sheet=sheet,
            rubric=rubric,
            dossier=dossier,
            form=form,
            can_score=access.can_score(user, sheet),
            can_reopen=access.can_reopen(user, sheet),
            queue=Queue.of(user, sheet.case.council_id),
        )

    @property
    def state(self) -> State:
        return state_of(self.sheet)

    @property
    def due(self) -> Due | None:
        return due_of(self.sheet)

    @property
    def is_open(self) -> bool:
        return bool(self.can_score) and self.sheet.status in S.unfinished

    @property
    def is_changed(self) -> bool:
        """The dossier is not the one that was read when the draft was saved."""
        kept = self.sheet.dossier_hash
        has_begun = self.sheet.status in (S.DRAFT, S.FINAL)
        return has_begun and kept != self.dossier.hash

    @property
    def rows(self) -> Iterator[Row]:
        for line in lines_of(self.rubric):
            key = line.criterion.key
            names = {name: name + key for name in (POINTS, WORDS)}
            given = self.sheet.scores.get(key)
            yield Row(
                line=line,
                points=self.form[names[POINTS]] if names[POINTS] in self.form.fields else None,
                words=self.form[names[WORDS]] if names[WORDS] in self.form.fields else None,
                given="" if given is None else spoken(Decimal(given)),
                said=self.sheet.notes.get(key, ""),
            )

    @property
    def rules(self) -> list[str]:
        return rules_of(self.rubric)

    @property
    def most(self) -> str:
        return format_number(self.rubric.most)

    @property
    def sum(self) -> str:
        """Of what is saved, weighed as the final sheet is."""
        if self.sheet.total is not None:
            return format_number(self.sheet.total)
        of = weight_name(self.rubric, self.dossier)
        return format_number(total(self.rubric, given_scores(self.sheet), of))

    @property
    def is_weighted(self) -> bool:
        return any(leaf.weights for leaf in self.rubric.leaves())

    @property
    def url(self) -> str:
        return reverse("councils:sheet", args=[self.sheet.pk])

    @property
    def faults(self) -> list[tuple[BoundField, str]]:
        return [(field, str(error)) for field in self.form for error in field.errors]
