"""The abolition of the district level on 1/7/2025, replayed on an invented province of the old shape.

Everything happens in one transaction that is taken back, so it can be run beside any data. The act is
the very one an administrator carries out on screen.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from random import Random

from django.db import transaction
from django.db.models import Count

from phongtrao.demo.names import commune_name, school_name
from phongtrao.demo.people import plan_people, write_people
from phongtrao.demo.province import Draft, write_units
from phongtrao.lib.numbers import format_number
from phongtrao.orgs.forest import Abolish, Found, Merge, Node, Step
from phongtrao.orgs.models import Post, Unit
from phongtrao.orgs.queries import as_of, lineages
from phongtrao.orgs.services import Order, reorganise

OLD_COMMUNES_A_NEW_ONE = 3
DISTRICTS, COMMUNES, SCHOOLS, TEACHERS = 10, 15, 4, 2  # in the province; in each of the level above
Kind, Level = Unit.Kind, Unit.Level
LEVELS = {Level.PRESCHOOL: "Mầm non", Level.PRIMARY: "Tiểu học", Level.LOWER: "THCS"}
LAST_DAY = date(2025, 6, 30)
EVERY = "Quá khứ của đơn vị đang hoạt động, kể cả tiền thân (vị trí công tác)"


@dataclass(frozen=True, slots=True)
class Replay:
    """Totals on the last day of the old shape and the first of the new: {what: (before, after)}."""

    shape: dict[str, tuple[int, int]]
    totals: dict[str, tuple[int, int]]

    @property
    def is_equal(self) -> bool:
        return all(before == after for before, after in self.totals.values())

    def table(self) -> str:
        lines = [f"{'':<70}{'30/06/2025':>12}{'01/07/2025':>12}"]
        lines += self._rows("Hình dạng", self.shape)
        lines += self._rows("Tổng số, phải bằng nhau", self.totals)
        said = "Trước và sau bằng nhau." if self.is_equal else "KHÔNG bằng nhau."
        return "\n".join([*lines, said])

    @staticmethod
    def _rows(title: str, numbers: dict[str, tuple[int, int]]) -> list[str]:
        rows = [
            f"  {what:<68}{format_number(before):>12}{format_number(after):>12}"
            for what, (before, after) in numbers.items()
        ]
        return [title, *rows]


@transaction.atomic
def replay_2025(districts: int = DISTRICTS) -> Replay:
    point = transaction.savepoint()
    province = _old_province(districts)
    past = _past_of_standing()
    order = Order("Bỏ cấp huyện, sắp xếp cấp xã", LAST_DAY + timedelta(1), tuple(_steps(province)))
    reorganise(order, by=None)
    before, after = _counts(LAST_DAY), _counts(order.on)
    shape = {str(kind.label): (before[kind], after[kind]) for kind in (Kind.DISTRICT, Kind.COMMUNE)}
    totals = {key: (before[key], after[key]) for key in before if key not in tuple(Kind)}
    totals[EVERY] = (past, _past_of_standing())
    transaction.savepoint_rollback(point)
    return Replay(shape, totals)


# ------------------------------------------------------------------ the old shape
@dataclass(frozen=True, slots=True)
class District:
    unit: Draft
    office: Draft  # its Phòng GDĐT, above the schools on the professional line
    communes: list[Draft]


@dataclass(frozen=True, slots=True)
class OldProvince:
    top: Draft
    department: Draft
    districts: list[District]


def _old_province(districts: int) -> OldProvince:
    """Written without codes, so that it stands beside whatever is there."""
    top = Draft("Ủy ban nhân dân tỉnh Hình Dạng Cũ", Kind.PROVINCE)
    department = Draft("Sở Giáo dục và Đào tạo Hình Dạng Cũ", Kind.DEPARTMENT, top, top)
    old = [_district(number, top, department) for number in range(districts)]
    drafts = [top, department]
    for district in old:
        drafts += [district.unit, district.office, *district.communes]
        drafts += _schools(district)
    units = write_units(drafts)
    write_people(plan_people(units, Random(1), teachers=TEACHERS))  # noqa: S311 -- invented names
    return OldProvince(top, department, old)


def _district(number: int, top: Draft, department: Draft) -> District:
    name = commune_name(number)
    unit = Draft(f"Ủy ban nhân dân huyện {name}", Kind.DISTRICT, top, top)
    office = Draft(f"Phòng Giáo dục và Đào tạo huyện {name}", Kind.OFFICE, unit, department)
    first = DISTRICTS + number * COMMUNES
    names = [commune_name(first + n) for n in range(COMMUNES)]
    return District(unit, office, [Draft(f"Xã {each}", Kind.COMMUNE, unit, unit) for each in names])


def _schools(district: District) -> Iterable[Draft]:
    for commune in district.communes:
        for number in range(SCHOOLS):
            level = tuple(LEVELS)[number % len(LEVELS)]
            name = f"Trường {LEVELS[level]} {school_name(number, commune.name)}"
            yield Draft(name, Kind.SCHOOL, commune, district.office, level=level)


# ------------------------------------------------------------------ the act
def _steps(province: OldProvince) -> Iterable[Step]:
    """Communes merge by threes under the province; districts and their offices end."""
    new = 0
    for district in province.districts:
        successors = []
        for communes in _by_threes(district.communes):
            new -= 1
            successors.append(new)
            node = Node(
                f"{communes[0].name} mới",
                Kind.COMMUNE,
                admin=province.top.unit.pk,
                prof=province.department.unit.pk,
            )
            yield Found(new, node)
            yield Merge(tuple(commune.unit.pk for commune in communes), new)
        ended = (district.office.unit.pk, district.unit.unit.pk)
        heirs = dict.fromkeys(ended, successors[0])
        yield Abolish(ended, dict.fromkeys(ended, tuple(successors)), heirs)


def _by_threes(communes: list[Draft]) -> Iterable[list[Draft]]:
    size = OLD_COMMUNES_A_NEW_ONE
    return (communes[at : at + size] for at in range(0, len(communes), size))


# ------------------------------------------------------------------ the totals
def _counts(day: date) -> dict[str, int]:
    """Units by kind and schools by level as of the day, people at work on it."""
    spans = as_of(day)
    kinds = dict(spans.values_list("unit__kind").annotate(n=Count("pk")))
    levels = dict(spans.filter(unit__kind=Kind.SCHOOL).values_list("level").annotate(n=Count("pk")))
    posts = Post.objects.filter(days__contains=day)
    return {
        Kind.DISTRICT: kinds.get(Kind.DISTRICT, 0),
        Kind.COMMUNE: kinds.get(Kind.COMMUNE, 0),
        **{f"Trường {name}": levels.get(level, 0) for level, name in LEVELS.items()},
        "Người đang công tác": posts.values("person").distinct().count(),
        "Vị trí công tác": posts.count(),
    }


def _past_of_standing() -> int:
    """Posts begun before the day, counted once, over the lineage of every unit that stands."""
    standing = list(Unit.objects.standing().values_list("pk", flat=True))
    line = set().union(*lineages(standing).values())
    begun = Post.objects.filter(unit__in=line, days__startswith__lte=LAST_DAY)
    return begun.filter(continues=None).count()
