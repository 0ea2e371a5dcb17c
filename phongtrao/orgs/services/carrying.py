"""What happens to people, roles and open work when their unit ends, and how it is taken back.

A post or role ends on the day and goes on with the heir as a new row that names the one it continues.
Other open rows, of apps above, change their unit (socket ``orgs.reorganisation``).
"""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from typing import Any, TypeVar

from django.contrib.auth import get_user_model
from django.db import models
from django.db.backends.postgresql.psycopg_any import DateRange
from django.db.models import Case, Q, Value, When
from django.urls import reverse
from django.utils.translation import gettext as _

from phongtrao.accounts.models import Role
from phongtrao.base.words import office_language
from phongtrao.lib.errors import BadInput
from phongtrao.lib.numbers import format_date
from phongtrao.notifications.services import notify
from phongtrao.orgs.models import Carried, Grant, Post, Reorganisation
from phongtrao.orgs.reorganisation import CARRIERS, Carrier

Row = TypeVar("Row", Post, Grant)


@dataclass(frozen=True, slots=True)
class Ending:
    """Units that end in an act, and who takes over: {closed unit: its heir that stands}."""

    act: Reorganisation
    closed: Collection[int]
    heirs: Mapping[int, int]
    founded: Collection[int]


def carry(ending: Ending) -> dict[str, Any]:
    """Carry everything open from the closed units to their heirs; return the counts for the summary.

    Raises BadInput when somebody begins at a closed unit after the day and there is nowhere to go.
    """
    _refuse_later(ending)
    posts = _continue(ending, Post)
    heads = _heads_that_end(ending)
    grants = _continue(ending, Grant, ends=heads)
    moves = {carrier.key: _move(ending, carrier) for carrier in CARRIERS.values()}
    return {
        "posts": posts,
        "grants": grants,
        "heads_ended": len(heads),
        "carried": {key: moved for key, (moved, _left) in moves.items() if moved},
        "left": {key: left for key, (_moved, left) in moves.items() if left},
    }


def carry_back(act: Reorganisation) -> None:
    _reopen(act, Post)
    _reopen(act, Grant)
    for carrier in CARRIERS.values():
        _give_back(act, carrier)
    act.carried.all().delete()


def tell(act: Reorganisation) -> None:
    """Tell everybody whose post or role the act carried or ended."""
    grants = act.carried.filter(carrier=_key(Grant)).values("row")
    posts = act.carried.filter(carrier=_key(Post)).values("row")
    people = Q(grants__in=grants) | Q(person__posts__in=posts)
    users = get_user_model().objects.filter(people).distinct()
    with office_language():
        text = _("Đơn vị của bạn được sắp xếp lại từ ngày %(day)s: %(title)s.") % {
            "day": format_date(act.on),
            "title": act.title,
        }
    url = reverse("orgs:reorganisation", args=[act.pk])
    notify(users, text, key=f"reorganisation:{act.pk}", url=url)


# ------------------------------------------------------------------ posts and roles
def _key(model: type[models.Model]) -> str:
    return model._meta.label_lower  # noqa: SLF001 -- Django's documented name


def _continue(ending: Ending, model: type[Row], ends: Collection[int] = ()) -> int:
    """End the rows of the day and begin them anew at the heir; return how many go on."""
    act, heirs = ending.act, ending.heirs
    held = model.objects.filter(unit__in=ending.closed, days__contains=act.on)
    rows = list(held.exclude(days__startswith=act.on))
    Carried.objects.bulk_create(
        Carried(
            reorganisation=act,
            carrier=_key(model),
            row=row.pk,
            former_id=row.unit_id,
            until=row.days.upper,
        )
        for row in rows
    )
    went_on = [
        _continuation(act, row, heirs[row.unit_id])
        for row in rows
        if row.unit_id in heirs and row.pk not in ends
    ]
    for row in rows:
        row.days = DateRange(row.days.lower, act.on)
    model.objects.bulk_update(rows, ["days"])
    model.objects.bulk_create(went_on)
    return len(went_on) + _move_later(ending, model)


def _continuation(act: Reorganisation, row: Row, heir: int) -> Row:
    fields = {
        field.attname: getattr(row, field.attname)
        for field in row._meta.concrete_fields  # noqa: SLF001
        if not field.primary_key
    }
    changed = {"unit_id": heir, "days": DateRange(act.on, row.days.upper)}
    return type(row)(**{**fields, **changed, "reorganisation_id": act.pk, "continues_id": row.pk})


def _move_later(ending: Ending, model: type[Row]) -> int:
    """Rows that begin on the day or after it simply change their unit."""
    later = model.objects.filter(days__startswith__gte=ending.act.on, reorganisation=None)
    return _rehouse(ending, Carrier(f"{_key(model)}.unit", "", later.all), later)


def _heads_that_end(ending: Ending) -> frozenset[int]:
    """Roles of heads that do not go on: one unit has one head.

    The head of a unit that goes into a new one goes on heading it, if nobody else did so before;
    whom else the decision names is given the role afterwards.
    """
    heads = Grant.objects.as_of(ending.act.on).filter(unit__in=ending.closed, role=Role.HEAD)
    by_heir: dict[int | None, list[int]] = {}
    for pk, unit in heads.values_list("pk", "unit"):
        by_heir.setdefault(ending.heirs.get(unit), []).append(pk)
    return frozenset(
        pk
        for heir, pks in by_heir.items()
        if heir not in ending.founded or len(pks) > 1
        for pk in pks
    )


def _refuse_later(ending: Ending) -> None:
    """A head who begins after the day would be a second one; without an heir nobody has a place."""
    begins = {"unit__in": ending.closed, "days__startswith__gt": ending.act.on}
    grants, posts = Grant.objects.filter(**begins), Post.objects.filter(**begins)
    homeless = ~Q(unit__in=ending.heirs)
    late = grants.filter(homeless | Q(role=Role.HEAD)).first() or posts.filter(homeless).first()
    if late is not None:
        raise BadInput(
            _(
                "“%(unit)s” có người nhận vai trò, vị trí từ ngày %(day)s, sau ngày có hiệu lực."
                " Hãy kết thúc vai trò, vị trí ấy trước, hoặc chọn đơn vị nhận người."
            )
            % {"unit": late.unit, "day": format_date(late.days.lower)}
        )


def _reopen(act: Reorganisation, model: type[Row]) -> None:
    """Rows hold again as long as before; what was ended at the heir meanwhile stays ended."""
    went_on = model.objects.filter(reorganisation=act)
    ended = dict(went_on.exclude(days__upper_inf=True).values_list("continues", "days"))
    went_on.delete()
    before = dict(act.carried.filter(carrier=_key(model)).values_list("row", "until"))
    rows = list(model.objects.filter(pk__in=before))
    for row in rows:
        end = ended[row.pk].upper if row.pk in ended else before[row.pk]
        row.days = DateRange(row.days.lower, end)
    model.objects.bulk_update(rows, ["days"])
    later = model.objects.all()
    _return_home(act, f"{_key(model)}.unit", later, "unit")


# ------------------------------------------------------------------ rows of apps above
def _move(ending: Ending, carrier: Carrier) -> tuple[int, int]:
    """Return (rows that went to the heir, rows that stay because the heir has the same already)."""
    rows = carrier.rows().filter(**{f"{carrier.field}__in": ending.heirs})
    stay = _doubles(carrier, rows, ending.heirs)
    return _rehouse(ending, carrier, rows.exclude(pk__in=stay)), len(stay)


def _doubles(carrier: Carrier, rows: models.QuerySet[Any], heirs: Mapping[int, int]) -> set[int]:
    """Rows whose heir has one with the same values, or gets one from another unit first."""
    if not carrier.same:
        return set()
    field = f"{carrier.field}_id"
    model = rows.model.objects
    at_heirs = model.filter(**{f"{carrier.field}__in": set(heirs.values())})
    taken = set(at_heirs.values_list(field, *carrier.same))
    stay = set()
    for pk, unit, *same in rows.order_by("pk").values_list("pk", field, *carrier.same):
        wanted = (heirs[unit], *same)
        if wanted in taken:
            stay.add(pk)
        taken.add(wanted)
    return stay


def _rehouse(ending: Ending, carrier: Carrier, rows: models.QuerySet[Any]) -> int:
    """Give the rows of closed units to the heirs, remembering whose they were."""
    field, heirs = f"{carrier.field}_id", ending.heirs
    found = dict(rows.filter(**{f"{carrier.field}__in": heirs}).values_list("pk", field))
    Carried.objects.bulk_create(
        Carried(reorganisation=ending.act, carrier=carrier.key, row=pk, former_id=unit)
        for pk, unit in found.items()
    )
    if found:
        cases = [When(**{field: unit}, then=Value(heirs[unit])) for unit in set(found.values())]
        rows.model.objects.filter(pk__in=found).update(**{field: Case(*cases)})
    return len(found)


def _return_home(act: Reorganisation, key: str, rows: models.QuerySet[Any], field: str) -> None:
    home = Carried.objects.filter(reorganisation=act, carrier=key, row=models.OuterRef("pk"))
    carried = act.carried.filter(carrier=key).values("row")
    rows.filter(pk__in=carried).update(
        **{f"{field}_id": models.Subquery(home.values("former")[:1])}
    )


def _give_back(act: Reorganisation, carrier: Carrier) -> None:
    rows = carrier.rows().model.objects.all()
    _return_home(act, carrier.key, rows, carrier.field)
