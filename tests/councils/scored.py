"""Sheets given and filled in, for tests of scoring. By the shipped rubric of 10 points of a school."""

from datetime import date, timedelta
from decimal import Decimal

from django.utils import timezone

from phongtrao.councils.kinds import dossiers_of
from phongtrao.councils.models import Case, Conflict, Member, RubricVersion, ScoreSheet
from phongtrao.councils.services.sheets import Answers, finish_sheet
from tests.councils.cast import Seven

# Form, science, new, use, effect: of 1, 1, 3, 3 and 2 points.
GOOD = ("1", "0.75", "2.5", "2.5", "1.5")  # 8,25
FAIR = ("1", "0.5", "2", "2", "1.5")  # 7
POOR = ("0.5", "0.5", "1", "1", "1")  # 4


def school_rubric() -> RubricVersion:
    return RubricVersion.objects.get(rubric__key="school_10", rubric__owner=None)


def give_sheet(case: Case, member: Member, *, days: int = 10, **more) -> ScoreSheet:
    """A sheet to be scored within so many days from today."""
    due = timezone.localdate() + timedelta(days=days)
    fields = {"rubric": school_rubric(), "due_on": due, **more}
    return ScoreSheet.objects.create(case=case, member=member, **fields)


def answers(case: Case, points: tuple[str, ...] = GOOD, **more) -> Answers:
    """Points in the order of the rubric, read off the dossier as it stands."""
    keys = ("form", "science", "new", "use", "effect")
    scores = {key: Decimal(one) for key, one in zip(keys, points, strict=True)}
    return Answers(scores=scores, read=hash_of(case), **more)


def hash_of(case: Case) -> str:
    return dossiers_of([case])[case.pk].hash


def score(sheet: ScoreSheet, points: tuple[str, ...] = GOOD, **more) -> ScoreSheet:
    return finish_sheet(sheet, answers(sheet.case, points, **more), by=sheet.member.person.user)


def recuse(case: Case, member: Member) -> Conflict:
    return Conflict.objects.create(case=case, member=member, ground=Conflict.Ground.PINNED)


def leave(member: Member, day: date | None = None) -> None:
    """The seat ends: its last day was yesterday."""
    member.days = type(member.days)(member.days.lower, day or timezone.localdate())
    member.save()


def opened(seven: Seven, *names: str, case: Case) -> list[ScoreSheet]:
    return [give_sheet(case, seven.member(name)) for name in names]
