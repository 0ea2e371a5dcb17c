"""What is wrong with rows of past awards, and which of them are new."""

from collections.abc import Mapping, Sequence
from typing import Any

from django.utils.translation import gettext as _

from phongtrao.awards.access.register import offered_honours
from phongtrao.awards.imports.fields import SHORT
from phongtrao.awards.models import Award, Honour
from phongtrao.awards.services.register import Given, award_of
from phongtrao.lib.errors import BadInput
from phongtrao.lib.periods import Period, parse_period
from phongtrao.lib.text import fold
from phongtrao.orgs.imports.findings import Findings, Note, Reach
from phongtrao.orgs.imports.places import place_rows_then, units_and_formers
from phongtrao.orgs.imports.reading import Rows
from phongtrao.orgs.models import Person, Unit
from phongtrao.recognition.imports.authors import Named
from phongtrao.recognition.imports.people import Asked, read_people

Key = tuple[int, int | None, int, str, str]
NEEDED = ("unit", "honour", "period", "decision", "decided_on", "decided_by")


def check(rows: Rows, reach: Reach) -> Findings:
    """Say what is wrong with the rows and what they would add; ``staged``: awards, not saved."""
    findings = Findings(staged=[])
    periods = [parse_period(key) if key else None for key in rows.get("period")]
    _refuse_lacking(rows)
    units = place_rows_then(rows, reach.condition, periods)
    honours = _honours(rows, reach)
    people = _people(rows, reach, findings, list(zip(units, periods, strict=True)))
    by_unit = Unit.objects.in_bulk({pk for pk in units if pk})
    by_person = Person.objects.in_bulk({pk for pk in people if pk})
    known, bad = _known(units), rows.bad()
    first: dict[Key, int] = {}
    for place, honour in enumerate(honours):
        unit = by_unit.get(units[place] or 0)
        if place in bad or honour is None or unit is None:
            continue
        row = {key: values[place] for key, values in rows.columns.items()}
        try:
            award = award_of(_given(row, honour, unit, by_person.get(people[place] or 0)))
        except BadInput as error:
            rows.refuse(place, "honour", str(error))
            continue
        key = _key(award)
        if key in known:
            findings.same += 1
            said = _("“%s” đã có trong sổ nên dòng này được bỏ qua.")
            findings.changes.append(Note(place, said % honour))
        elif first.setdefault(key, place) != place:
            said = _("trùng với dòng %s. Hãy giữ lại một dòng.")
            rows.refuse(place, "honour", said % rows.lines[first[key]])
        else:
            findings.staged.append(award)
    findings.new = len(findings.staged)
    return findings


def _refuse_lacking(rows: Rows) -> None:
    """A cell that was refused already is not told twice."""
    told = {(fault.place, fault.column) for fault in rows.faults}
    lacking = {
        "unit": _("chưa có đơn vị. Hãy ghi tên hoặc mã trong năm ấy."),
        "honour": _("chưa có danh hiệu, hình thức."),
        "period": _("chưa có năm. Hãy ghi như 2023-2024 hoặc 2023."),
        "decision": _("chưa có số quyết định."),
        "decided_on": _("chưa có ngày quyết định. Hãy ghi ngày/tháng/năm."),
        "decided_by": _("chưa có người quyết định."),
    }
    for key in NEEDED:
        label = rows.labels.get(key, "")
        for place, value in enumerate(rows.get(key)):
            if value in (None, "") and (place, label) not in told:
                rows.refuse(place, key, lacking[key])


def _honours(rows: Rows, reach: Reach) -> list[Honour | None]:
    """By the name, by how lists shorten it, or by the key."""
    offered = Honour.objects.filter(owner=None) if reach.by is None else offered_honours(reach.by)
    by_name: dict[str, Honour] = {}
    for one in offered.order_by("pk"):
        by_name |= {fold(one.title): one, fold(one.key): one}
    by_key = {one.key: one for one in by_name.values()}
    found: list[Honour | None] = []
    for place, text in enumerate(rows.get("honour")):
        said = fold(text or "")
        honour = by_name.get(said) or by_key.get(SHORT.get(said, ""))
        if text and honour is None:
            refusal = _("“%s” không có trong danh mục danh hiệu, hình thức khen thưởng. Hãy ghi đúng tên.")  # fmt: skip
            rows.refuse(place, "honour", refusal % text)
        found.append(honour)
    return found


def _people(
    rows: Rows, reach: Reach, findings: Findings, places: Sequence[tuple[int | None, Period | None]]
) -> list[int | None]:
    """Whom each row means: by code, else by name among those of the unit in that year."""
    asked: dict[int, Asked] = {}
    said = zip(rows.get("code"), rows.get("full_name"), places, strict=True)
    for place, (code, name, (unit, year)) in enumerate(said):
        if (code or name) and unit and year:
            asked[place] = Asked(Named(name or "", code or ""), unit, year)
    known = read_people(list(asked.values()), units_and_formers(reach.condition))
    found: list[int | None] = [None] * len(rows)
    for place, one in asked.items():
        column = "code" if one.said.code else "full_name"
        try:
            found[place], is_sure = known.meant(one)
        except BadInput as error:
            rows.refuse(place, column, str(error))
            continue
        if not is_sure:
            doubt = _("“%s” không có vị trí tại đơn vị năm ấy; lấy người cùng tên ở đơn vị.")
            label = rows.labels.get(column, "")
            findings.twins.append(Note(place, doubt % one.said.name, label))
    return found


def _given(row: Mapping[str, Any], honour: Honour, unit: Unit, person: Person | None) -> Given:
    decided = (row["decision"], row["decided_on"], row["decided_by"])
    more = (row.get("route") or "", row.get("reason") or "")
    return Given(honour, unit, row["period"], *decided, person, *more)


def _known(units: Sequence[int | None]) -> set[Key]:
    rows = Award.objects.filter(unit__in={pk for pk in units if pk})
    return set(rows.values_list("honour", "person", "unit", "period", "decision"))


def _key(award: Award) -> Key:
    return award.honour_id, award.person_id, award.unit_id, award.period, award.decision
