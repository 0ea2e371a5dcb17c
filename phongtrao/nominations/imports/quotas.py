"""Quotas of one round from the sheet an office already has: unit, people, collectives. S3-43"""

from collections.abc import Mapping
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from phongtrao.lib.errors import BadInput
from phongtrao.lib.numbers import parse_whole_number
from phongtrao.lib.text import fold
from phongtrao.nominations.access.rounds import running_owners
from phongtrao.nominations.forms.quotas import MOST
from phongtrao.nominations.models import AwardRound, Quota
from phongtrao.nominations.queries.quotas import units_within
from phongtrao.nominations.services.quotas import set_quotas
from phongtrao.orgs.imports.fields import Field, text_of
from phongtrao.orgs.imports.findings import Findings, Note, Reach
from phongtrao.orgs.imports.kinds import ListKind
from phongtrao.orgs.imports.places import place_rows
from phongtrao.orgs.imports.reading import Rows
from phongtrao.orgs.models import Import, Unit

Staged = dict[int, dict[tuple[int, str], int | None]]  # by round


def number(cell: Any) -> int:
    found = parse_whole_number(cell)
    if not 0 <= found <= MOST:
        raise BadInput(_("“%s” không phải chỉ tiêu. Hãy nhập số từ 0 trở lên.") % found)
    return found


FIELDS = (
    Field("round", gettext_lazy("Đợt khen thưởng"), text_of(300), ("đợt", "tên đợt"), constant=True,
          help=gettext_lazy("Đúng tên đợt; chỉ có một đợt đang soạn, đang nhận thì để trống")),
    Field("unit", gettext_lazy("Đơn vị"), text_of(200), (
        "mã đơn vị", "mã trường", "tên trường", "trường", "tên đơn vị", "mã định danh",
    ), required=True),
    Field("people", gettext_lazy("Chỉ tiêu cá nhân"), number, ("cá nhân", "số cá nhân")),
    Field("units", gettext_lazy("Chỉ tiêu tập thể"), number, ("tập thể", "số tập thể")),
)  # fmt: skip


def check(rows: Rows, reach: Reach) -> Findings:
    """``staged``: the numbers by round."""
    findings = Findings(staged={})
    rounds = _rounds(rows, reach)
    units = place_rows(rows, reach.condition)
    within = {one.pk: _keys_within(one) for one in {r.pk: r for r in rounds if r}.values()}
    kept = {
        (row.round_id, row.unit_id, row.category): row.most
        for row in Quota.objects.filter(round__in=within)
    }
    names = dict(Unit.objects.filter(pk__in={pk for pk in units if pk}).values_list("pk", "name"))
    first: dict[tuple[int, int], int] = {}
    for place, (found, unit) in enumerate(zip(rounds, units, strict=True)):
        if found is None or unit is None:
            continue
        if unit not in within[found.pk]:
            rows.refuse(
                place, "unit", _("đơn vị này không thuộc phạm vi của đợt. Hãy bỏ dòng này.")
            )
        elif first.setdefault((found.pk, unit), place) != place:
            said = _("trùng với dòng %s. Hãy giữ lại một dòng.")
            rows.refuse(place, "unit", said % rows.lines[first[found.pk, unit]])
        elif place not in rows.bad():
            told = {key: rows.get(key)[place] for key in Quota.Category.values}
            _stage(place, (found.pk, unit, names[unit]), told, kept, findings=findings)
    return findings


def write(act: Import, findings: Findings) -> None:
    for pk, numbers in findings.staged.items():
        set_quotas(AwardRound.objects.get(pk=pk), numbers, by=act.made_by)


def _stage(
    place: int,
    whose: tuple[int, int, str],
    told: Mapping[str, int | None],
    kept: Mapping[tuple[int, int, str], int],
    *,
    findings: Findings,
) -> None:
    """A cell left empty leaves that number as it is."""
    found, unit, name = whose
    new = {key: most for key, most in told.items() if most is not None}
    old = {key: kept.get((found, unit, key)) for key in new}
    if new == old:
        findings.same += 1
        return
    findings.staged.setdefault(found, {}).update({(unit, key): most for key, most in new.items()})
    if not any(most is not None for most in old.values()):
        findings.new += 1
        return
    findings.changed += 1
    labels = dict(Quota.Category.choices)
    said = [
        f"{labels[key]} {old[key] or 0} → {most}" for key, most in new.items() if old[key] != most
    ]
    findings.changes.append(Note(place, f"{name}: " + "; ".join(said)))


def _rounds(rows: Rows, reach: Reach) -> list[AwardRound | None]:
    """By title among those of offices of whoever imports; an empty cell means the only one."""
    open_ones = AwardRound.objects.exclude(status=AwardRound.Status.ENDED)
    mine = running_owners(reach.by).order_by() if reach.by else Unit.objects.all()
    known = list(
        open_ones.filter(owner__in=mine)
        .exclude(occasion=AwardRound.Occasion.SUDDEN)
        .select_related("owner")
    )
    by_title: dict[str, list[AwardRound]] = {}
    for one in known:
        by_title.setdefault(fold(one.title), []).append(one)
    found: list[AwardRound | None] = []
    for place, text in enumerate(rows.get("round")):
        meant = by_title.get(fold(text), []) if text else known
        if len(meant) != 1:
            said = _("có %d đợt như vậy đang soạn hoặc đang nhận. Hãy ghi đúng tên một đợt.")
            rows.refuse(place, "round", said % len(meant))
        found.append(meant[0] if len(meant) == 1 else None)
    return found


def _keys_within(found: AwardRound) -> set[int]:
    return set(units_within(found).values_list("pk", flat=True))


def samples() -> list[dict[str, Any]]:
    """Right rows of two schools, a mistake of each kind."""
    schools = Unit.objects.standing().filter(kind=Unit.Kind.SCHOOL).order_by("sort_key", "pk")[:2]
    right = [{"unit": one.code or one.name, "people": 3, "units": 1} for one in schools]
    return [*right, {"unit": "Trường không có", "people": 1}, {"unit": "T00001", "people": "ba"}]


QUOTAS = ListKind(
    FIELDS, check, write, (("unit",), ("people", "units")), "chi-tieu-khen-thuong", samples
)
