"""Random histories of a small province: reorganised, its units changed and corrected between; and what is
asked of them."""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from django.db.backends.postgresql.psycopg_any import DateRange
from hypothesis import strategies as st

from phongtrao.accounts.models import Role
from phongtrao.lib.errors import BadInput
from phongtrao.orgs.forest import Abolish, Change, Found, Merge, Node, Split, Step, Transfer
from phongtrao.orgs.models import Carried, Grant, Post, Reorganisation, Succession, Unit, UnitSpan
from phongtrao.orgs.services import Order, reorganise
from phongtrao.orgs.services.spans import write_changes, write_corrections
from tests.factories import LONG_AGO, give, make_person, make_unit, make_user

K = Unit.Kind
YEAR = timedelta(days=365)
# Posts of each school: held all the time, ended some day, and begun on days when acts come about.
POSTS = ((0 * YEAR, None), (0 * YEAR, YEAR), (YEAR, None), (YEAR / 2, 2 * YEAR))
EDITED = {
    "code": lambda unit, number: f"H88.{unit.pk}.{number}",
    "level": lambda _unit, number: ["", "primary", "lower"][number % 3],
    "type_id": lambda _unit, number: [None, "THCS", "THPT"][number % 3],
}
EDITS = ("change", "change_same_day", "correct")  # of a unit's code, level or type


@dataclass(frozen=True, slots=True)
class Deed:
    """One random act or edit: of which kind, upon which units (by their place in the list), how long after."""

    kind: str
    picks: tuple[int, int, int]
    days: int


deeds = st.builds(
    Deed,
    st.sampled_from(
        ["merge", "merge_new", "split", "part", "transfer", "rename", "move", "abolish", *EDITS]
    ),
    st.tuples(*[st.integers(0, 30)] * 3),
    st.integers(1, 400),
)
histories = st.lists(deeds, min_size=1, max_size=4)


def make_province() -> Unit:
    """A province, a department, two districts with a commune each, five schools with people."""
    top = make_unit("Tỉnh Sông Ngân", K.PROVINCE)
    so = make_unit("Sở Sông Ngân", K.DEPARTMENT, admin=top)
    communes = []
    for name in ("Suối Mây", "Đồi Thông"):
        district = make_unit(f"Huyện {name}", K.COMMUNE, admin=top, prof=so)
        communes.append(make_unit(f"Xã {name}", K.COMMUNE, admin=district, prof=so))
    for number in range(5):
        school = make_unit(f"Trường số {number}", admin=communes[number % 2], prof=so)
        for begins, ends in POSTS:
            days = DateRange(LONG_AGO + begins, ends and LONG_AGO + ends)
            place = {"unit": school, "days": days}
            Post.objects.create(
                person=make_person("Người"), position="Giáo viên", category="public", **place
            )
            Grant.objects.create(user=make_user("Người"), role=Role.FOCAL, **place)
        give(make_user("Người"), Role.HEAD, school)
    return top


@dataclass(frozen=True, slots=True)
class Lived:
    """An act, and everything as it was before; without an act a unit was edited."""

    act: Reorganisation | None
    eve: dict[str, list[Any]]
    edited: int | None = None


def live_through(history: Sequence[Deed]) -> list[Lived]:
    """Carry out what can be carried out, day after day; refusals change nothing and are passed over."""
    on, lived = LONG_AGO, []
    for deed in history:
        on += timedelta(days=0 if deed.kind == "change_same_day" else deed.days)
        eve = picture()
        if deed.kind in EDITS:
            lived.append(Lived(None, eve, edit(deed, on)))
            continue
        try:
            act = reorganise(Order(f"{deed.kind} {on}", on, steps_of(deed)), by=None)
        except BadInput:
            assert picture() == eve
            continue
        lived.append(Lived(act, eve))
    return lived


def edit(deed: Deed, on: date) -> int:
    """Another code, level or type of one unit, from the day on or all along; which unit.

    The units that changed last come first: what an act left is edited more often than the rest.
    """
    one, what, which = deed.picks
    spans = UnitSpan.objects.filter(days__upper_inf=True).select_related("unit")
    spans = list(spans.order_by("-days", "unit"))
    unit = spans[one % len(spans)].unit
    name, value_of = list(EDITED.items())[what % len(EDITED)]
    setattr(unit, name, value_of(unit, which))
    unit.search_keys()  # as every service does
    unit.save()
    if deed.kind == "correct":
        write_corrections([unit])
    else:
        write_changes([unit], on)
    return unit.pk


def steps_of(deed: Deed) -> tuple[Step, ...]:
    units = list(Unit.objects.standing().order_by("pk"))
    one, two, three = (units[pick % len(units)] for pick in deed.picks)
    span = UnitSpan.objects.get(unit=one, days__upper_inf=True)
    new = Node("Đơn vị mới", one.kind, admin=span.admin_parent_id, prof=span.prof_parent_id)
    below = tuple(
        UnitSpan.objects.filter(admin_parent=one, days__upper_inf=True).values_list(
            "unit", flat=True
        )
    )
    return {
        "merge": lambda: (Merge((one.pk, three.pk), two.pk),),
        "merge_new": lambda: (Found(-1, new), Merge((one.pk, two.pk), -1)),
        "split": lambda: (Found(-1, new), Found(-2, new), Split(one.pk, (-1, -2), heir=-1)),
        "part": lambda: (
            Found(-1, new),
            Split(one.pk, (-1,), children=dict.fromkeys(below[:1], -1)),
        ),
        "transfer": lambda: (Transfer(one.pk, two.pk, below[:2]),),
        "rename": lambda: (Change(one.pk, name=f"{one.name} {deed.days}"),),
        "move": lambda: (Change(one.pk, admin=two.pk),),
        "abolish": lambda: (Abolish((one.pk,), {one.pk: (two.pk,)}, {one.pk: two.pk}),),
    }[deed.kind]()


# ------------------------------------------------------------------ what is asked
def picture() -> dict[str, list[Any]]:
    """Everything an act may change, to be held against another moment."""
    return {
        "units": list(Unit.objects.order_by("pk").values_list()),
        "spans": list(
            UnitSpan.objects.order_by("unit", "days").values_list(
                "unit", "name", "code", "level", "type", "admin_parent", "prof_parent", "days"
            )
        ),
        "posts": list(Post.objects.order_by("pk").values_list()),
        "grants": list(Grant.objects.order_by("pk").values_list()),
        "bonds": list(
            Succession.objects.order_by("former", "latter").values_list("former", "latter")
        ),
        "carried": list(Carried.objects.values_list("row")),
    }


def gaps_and_overlaps() -> list[str]:
    """Units whose spans do not cover exactly the days from their first to their last."""
    wrong, covered = [], defaultdict(list)
    for unit, days in UnitSpan.objects.order_by("days").values_list("unit", "days"):
        covered[unit].append(days)
    for unit in Unit.objects.all():
        spans = covered[unit.pk]
        edges = [span.lower for span in spans] + [spans[-1].upper]
        ends = [span.upper for span in spans]
        if edges[0] != unit.opened_on or edges[-1] != unit.closed_on or ends != edges[1:]:
            wrong.append(f"{unit}: {spans}")
    return wrong


def people_on(day: date) -> set[int]:
    return set(Post.objects.filter(days__contains=day).values_list("person", flat=True))
