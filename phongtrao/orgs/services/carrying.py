"""What happens to people, roles and open work when their unit ends, and how it is taken back.

A post or role ends on the day and goes on with the heir as a new row that names the one it continues.
Other open rows, of apps above, change their unit (socket ``orgs.reorganisation``).
"""

from collections.abc import Collection, Mapping
from dataclasses import dataclass, field
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
from phongtrao.orgs.reorganisation import CARRIERS, STAYING, Carrier, Join

Row = TypeVar("Row", Post, Grant)
LEFT = ":left"  # after the key of a carrier: rows that stayed with the unit that ended
JOINED = ":joined"  # the same, whose content went into the heir's row


@dataclass(frozen=True, slots=True)
class Ending:
    """Units that end in an act, and who takes over: {closed unit: its heir that stands}.

    ``shared`` are the posts given to a part of a unit that was split: {post: part}.
    """

    act: Reorganisation
    closed: Collection[int]
    heirs: Mapping[int, int]
    founded: Collection[int]
    shared: Mapping[int, int] = field(default_factory=dict)


def share_out(
    act: Reorganisation, parts: Mapping[int, Collection[int]], posts: Mapping[int, int]
) -> dict[int, int]:
    """``posts`` as they may be shared out: held on the day at a unit that was split, to one of its parts.

    Raises BadInput for any other: somebody left while the decision was being prepared.
    """
    held = Post.objects.as_of(act.on).exclude(days__startswith=act.on).filter(pk__in=posts)
    homes = dict(held.values_list("pk", "unit"))
    if any(part not in parts.get(homes.get(post, 0), ()) for post, part in posts.items()):
        raise BadInput(
            _(
                "Có người được phân chia không còn vị trí ở đơn vị này vào ngày có hiệu lực."
                " Hãy xem lại bước phân chia."
            )
        )
    return dict(posts)


def carry(ending: Ending) -> dict[str, Any]:
    """Carry everything open from the closed units to their heirs; return the counts for the summary.

    Raises BadInput when somebody begins at a closed unit after the day and there is nowhere to go.
    """
    _refuse_later(ending)
    roles = _roles_shared(ending)
    posts = _continue(ending, Post, ending.shared, ends=_second_posts_that_end(ending))
    heads = _heads_that_end(ending)
    grants = _continue(ending, Grant, roles, ends=heads)
    moves = {carrier.key: _move(ending, carrier) for carrier in CARRIERS.values()}
    return {
        "posts": posts,
        "grants": grants,
        "heads_ended": len(heads),
        "shared": len(ending.shared),
        "carried": {key: moved for key, (moved, _left) in moves.items() if moved},
        "left": {key: left for key, (_moved, left) in moves.items() if left},
        "staying": _count_staying(ending),
    }


def carry_back(act: Reorganisation) -> None:
    _reopen(act, Post)
    _reopen(act, Grant)
    carried = set(act.carried.order_by().values_list("carrier", flat=True).distinct())
    for carrier in CARRIERS.values():
        if carried & {carrier.key, f"{carrier.key}{LEFT}", f"{carrier.key}{JOINED}"}:
            _part(act, carrier)
            _give_back(act, carrier)
            _take_up(act, carrier)
    act.carried.all().delete()


def tell(act: Reorganisation) -> int:
    """Tell everybody whose post or role the act carried or ended; return how many they are."""
    grants = act.carried.filter(carrier=_key(Grant)).values("row")
    posts = act.carried.filter(carrier=_key(Post)).values("row")
    people = Q(grants__in=grants) | Q(person__posts__in=posts)
    users = list(get_user_model().objects.filter(people).distinct())
    with office_language():
        text = _("Đơn vị của bạn được sắp xếp lại từ ngày %(day)s: %(title)s.") % {
            "day": format_date(act.on),
            "title": act.title,
        }
    url = reverse("orgs:reorganisation", args=[act.pk])
    notify(users, text, key=f"reorganisation:{act.pk}", url=url)
    return len(users)


# ------------------------------------------------------------------ posts and roles
def _key(model: type[models.Model]) -> str:
    return model._meta.label_lower  # noqa: SLF001 -- Django's documented name


def _roles_shared(ending: Ending) -> dict[int, int]:
    """Roles at a unit go with the post their holder has there: {grant: part}. A head heads no part."""
    held = Post.objects.filter(pk__in=ending.shared).exclude(person__user=None)
    parts = {
        (user, unit): ending.shared[pk]
        for pk, user, unit in held.values_list("pk", "person__user", "unit")
    }
    grants = Grant.objects.filter(
        user__in={user for user, _unit in parts}, unit__in={unit for _user, unit in parts}
    )
    roles = grants.exclude(role=Role.HEAD).values_list("pk", "user", "unit")
    return {pk: parts[user, unit] for pk, user, unit in roles if (user, unit) in parts}


def _continue(
    ending: Ending, model: type[Row], shared: Mapping[int, int], ends: Collection[int] = ()
) -> int:
    """End the rows of the day and begin them anew at the heir or part; return how many go on."""
    act, heirs = ending.act, ending.heirs
    held = model.objects.filter(Q(unit__in=ending.closed) | Q(pk__in=shared))
    rows = list(held.as_of(act.on).exclude(days__startswith=act.on))
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
        _continuation(act, row, shared.get(row.pk) or heirs[row.unit_id])
        for row in rows
        if (row.pk in shared or row.unit_id in heirs) and row.pk not in ends
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
    whom else the decision names is given the role afterwards. Who acts for a head acts for nobody then.
    """
    heads = Grant.objects.as_of(ending.act.on).filter(unit__in=ending.closed, role=Role.HEAD)
    by_heir: dict[int | None, list[int]] = {}
    for pk, unit in heads.filter(acts_for=None).values_list("pk", "unit"):
        by_heir.setdefault(ending.heirs.get(unit), []).append(pk)
    ending_heads = [
        pk
        for heir, pks in by_heir.items()
        if heir not in ending.founded or len(pks) > 1
        for pk in pks
    ]
    return frozenset(ending_heads).union(heads.exclude(acts_for=None).values_list("pk", flat=True))


def _second_posts_that_end(ending: Ending) -> frozenset[int]:
    """Second posts that would be the same as what the person already is where they would go on."""
    goes = ending.heirs
    held = Post.objects.as_of(ending.act.on).filter(unit__in={*goes, *goes.values()})
    ends, taken = set(), set()
    # Full posts first, then those of units that stand: they are what stays.
    for post in sorted(held, key=lambda post: (not post.is_full, post.unit_id in goes, post.pk)):
        unit = ending.shared.get(post.pk) or goes.get(post.unit_id, post.unit_id)
        place = (post.person_id, unit, post.position)
        if not post.is_full and post.unit_id in goes and place in taken:
            ends.add(post.pk)
        taken.add(place)
    return frozenset(ends)


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
def _count_staying(ending: Ending) -> dict[str, int]:
    """{key: how many rows} of what stays with the units that end, whoever follows them."""
    counts = {
        key: staying.rows().filter(**{f"{staying.field}__in": ending.closed}).count()
        for key, staying in STAYING.items()
    }
    return {key: count for key, count in counts.items() if count}


def _move(ending: Ending, carrier: Carrier) -> tuple[int, int]:
    """Return (rows that went to the heir, rows that stay because the heir has the same already).

    What stays and hands its content over went, too: nothing is left to look after.
    """
    rows = carrier.rows().filter(**{f"{carrier.field}__in": ending.heirs})
    if not rows.exists():
        return 0, 0
    stay = _doubles(carrier, rows, ending.heirs)
    _leave(ending.act, carrier, rows.filter(pk__in=stay))
    moved = _rehouse(ending, carrier, rows.exclude(pk__in=stay))
    if carrier.join is None:
        return moved, len(stay)
    return moved + _join(ending, carrier, carrier.join, stay), 0


def _doubles(carrier: Carrier, rows: models.QuerySet[Any], heirs: Mapping[int, int]) -> set[int]:
    """Rows whose heir has one with the same values, or gets one from another unit first."""
    if carrier.same is None:
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


def _leave(act: Reorganisation, carrier: Carrier, rows: models.QuerySet[Any]) -> None:
    """Write on rows that stay behind what the socket says, remembering what stood there."""
    if not carrier.left:
        return
    found = list(rows.values("pk", carrier.field, *carrier.left))
    Carried.objects.bulk_create(
        Carried(
            reorganisation=act,
            carrier=f"{carrier.key}{LEFT}",
            row=row["pk"],
            former_id=row[carrier.field],
            before={name: row[name] for name in carrier.left},
        )
        for row in found
    )
    rows.model.objects.filter(pk__in=[row["pk"] for row in found]).update(**carrier.left)


def _join(ending: Ending, carrier: Carrier, join: Join, stay: Collection[int]) -> int:
    """Rows that stay hand what they hold to the heir's row, once that is there."""
    model = carrier.rows().model.objects
    for row in model.filter(pk__in=stay).order_by("pk"):
        former = getattr(row, f"{carrier.field}_id")
        same = {name: getattr(row, name) for name in carrier.same or ()}
        heirs = model.get(**same, **{f"{carrier.field}_id": ending.heirs[former]})
        Carried.objects.create(
            reorganisation=ending.act,
            carrier=f"{carrier.key}{JOINED}",
            row=row.pk,
            former_id=former,
            before=join(row, heirs),
        )
    return len(stay)


def _part(act: Reorganisation, carrier: Carrier) -> None:
    """Undo ``_join``, the last first."""
    if carrier.part is None:
        return
    for kept in act.carried.filter(carrier=f"{carrier.key}{JOINED}").order_by("-pk"):
        carrier.part(carrier.rows().model.objects.get(pk=kept.row), kept.before or {})


def _take_up(act: Reorganisation, carrier: Carrier) -> None:
    """Undo ``_leave``: one UPDATE for each way the rows stood before."""
    stood: dict[tuple[Any, ...], list[int]] = {}
    for left in act.carried.filter(carrier=f"{carrier.key}{LEFT}"):
        stood.setdefault(tuple((left.before or {}).items()), []).append(left.row)
    for before, pks in stood.items():
        carrier.rows().model.objects.filter(pk__in=pks).update(**dict(before))


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
