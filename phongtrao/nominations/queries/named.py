"""Whom many units may ask for, as a list names them: one query for all of them. S3-43 S0-12"""

from collections import defaultdict
from collections.abc import Collection, Sequence
from datetime import date
from typing import Any

from django.contrib.postgres.fields import ArrayField
from django.db.models import CharField, F, Func, Q, TextField, Value
from django.db.models.functions import Lower

from phongtrao.nominations.queries.subjects import INNER, K, Subject
from phongtrao.orgs.models import Post, Unit

BySubject = dict[int, list[Subject]]  # by the key of the unit that may ask for them


def people_named(
    units: Collection[int], names: Collection[str], codes: Collection[str], on: date
) -> BySubject:
    """Those of ``people_of_unit`` who bear one of the names (as ``fold`` has them) or codes (small letters)."""
    rooms = Unit.objects.standing().filter(kind__in=INNER).annotate(over=_over())
    asking = dict.fromkeys(units)
    places: dict[int, list[int]] = defaultdict(list, {unit: [unit] for unit in asking})
    for room, over in rooms.filter(over__in=map(str, asking)).values_list("pk", "over"):
        places[room].append(int(over))
    rows = Post.objects.as_of(on).full().filter(unit__in=places)
    rows = rows.annotate(said=Lower("person__code"))
    rows = rows.filter(Q(person__search_text__in=names) | Q(said__in=codes))
    found: BySubject = defaultdict(list)
    for post in rows.select_related("person", "unit").order_by("person__sort_key", "pk"):
        for unit in places[post.unit_id]:
            found[unit].append(Subject.of_post(post))
    return found


def collectives_below(units: Collection[int]) -> BySubject:
    """``collectives_of`` each of them."""
    asking = {str(unit) for unit in units}
    below = Q(admin__overlap=list(asking)) | Q(prof__overlap=list(asking))
    rows = Unit.objects.standing().exclude(kind=K.BODY)
    rows = rows.annotate(admin=_parts("admin_path"), prof=_parts("prof_path")).filter(below)
    found: BySubject = defaultdict(list)
    for one in rows.order_by("sort_key", "pk"):
        for unit in asking & {*_said(one, "admin"), *_said(one, "prof")}:
            found[int(unit)].append(Subject.of_unit(one))
    return found


def _over() -> Any:
    """The unit right above, as a path has it."""
    return Func(F("admin_path"), Value("/"), Value(-3), function="split_part", output_field=CharField())  # fmt: skip


def _parts(path: str) -> Any:
    keys = ArrayField(TextField())
    return Func(F(path), Value("/"), function="string_to_array", output_field=keys)


def _said(one: Unit, line: str) -> Sequence[str]:
    found: Sequence[str] = getattr(one, line)
    return found
