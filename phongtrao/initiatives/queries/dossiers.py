"""Rows of initiatives with what a list shows: of a handed-in one the words of its last version."""

from datetime import timedelta
from typing import Any

from django.db.models import (
    BooleanField,
    Case,
    DateTimeField,
    DurationField,
    ExpressionWrapper,
    F,
    OuterRef,
    Q,
    QuerySet,
    Subquery,
    Value,
    When,
)
from django.db.models.fields.json import KeyTextTransform

from phongtrao.initiatives.models import KIND, Authorship, Initiative, InitiativeVersion
from phongtrao.orgs.models import Person, Post
from phongtrao.similarity.models import Check

ONE_DAY = timedelta(days=1)
Rows = QuerySet[Initiative, Any]


def handed_in_rows(initiatives: QuerySet[Initiative]) -> Rows:
    """With ``read_title``, ``read_theme``, ``read_area`` of the last version, ``first_author``, and
    ``check_due`` (a moment).

    What stands in the row itself may be what its authors are just rewriting: nobody else reads it.
    """
    first = Authorship.objects.filter(initiative=OuterRef("pk"), is_first=True)
    due = F("submitted_at") + F("round__check_days") * Value(ONE_DAY, DurationField())
    rows = Initiative.objects.filter(pk__in=initiatives.order_by().values("pk"))
    rows = rows.filter(status__in=Initiative.Status.read)
    shown: Rows = rows.defer("values").select_related("unit", "round")
    return shown.annotate(
        **{f"read_{name}": _of_newest(name) for name in ("title", "theme", "area")},
        first_author=Subquery(first.values("person__full_name")[:1]),
        check_due=ExpressionWrapper(due, output_field=DateTimeField()),
    )


def with_copied(rows: Rows, besides: Q) -> Rows:
    """With ``copied``: the share of the last version that others wrote before, 0 to 1; None until it is
    checked, and for initiatives ``besides``, the reader's own. For who may check the others."""
    newest = InitiativeVersion.objects.filter(initiative=OuterRef("thing")).order_by("-number")
    done = Check.objects.filter(
        kind=KIND,
        thing=OuterRef("pk"),
        status=Check.Status.DONE,
        number=Subquery(newest.values("pk")[:1]),
    )
    share = Subquery(done.order_by("-pk").values("share")[:1])
    own = Initiative.objects.filter(besides).values("pk")
    return rows.annotate(copied=Case(When(pk__in=own, then=None), default=share))


def _of_newest(name: str) -> Subquery:
    newest = InitiativeVersion.objects.filter(initiative=OuterRef("pk")).order_by("-number")
    return Subquery(newest.annotate(said=KeyTextTransform(name, "data")).values("said")[:1])


def suggest_people(words: str, near: int, most: int) -> list[Post]:
    """Full posts of people whose name has the words, those of the unit ``near`` first."""
    named = Person.objects.filter(search_text__contains=words)
    rows = Post.objects.today().full().filter(person__in=named).select_related("person", "unit")
    is_near = ExpressionWrapper(Q(unit=near), output_field=BooleanField())
    by_unit = rows.order_by(is_near.desc(), "person__sort_key", "pk")
    return list(by_unit[:most])
