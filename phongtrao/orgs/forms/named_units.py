"""Units as people type them: by name, by code, or as written here, name and code."""

from collections.abc import Iterable
from difflib import get_close_matches
from typing import Any

from django import forms
from django.db.models import Q
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from phongtrao.base.forms import LongTextField, TextField
from phongtrao.lib.text import fold
from phongtrao.orgs.models import Unit

NAME_OR_CODE = gettext_lazy("Tên hoặc mã định danh.")
EACH_A_LINE = gettext_lazy("Tên hoặc mã định danh, mỗi dòng một đơn vị.")


class UnitsField(LongTextField):
    """Names or codes of standing units, one a line; cleans to units in the order given."""

    def clean(self, value: Any) -> Any:
        lines = [line.strip() for line in super().clean(value).splitlines() if line.strip()]
        return units_named(lines)


class UnitField(TextField):
    """Name or code of one standing unit; cleans to the unit, or None where it may be left out."""

    def clean(self, value: Any) -> Any:
        text = super().clean(value)
        return units_named([text])[0] if text else None


def write_unit(unit: Unit) -> str:
    """A unit as these fields show it and take it again: name for the eye, code against namesakes.

    >>> write_unit(Unit(name="Trường THCS Hoa Sen", code="H99.1"))
    'Trường THCS Hoa Sen (H99.1)'
    """
    return f"{unit.name} ({unit.code})" if unit.code else unit.name


def units_named(lines: Iterable[str]) -> list[Unit]:
    """The unit of each line, its name written in full or without its beginning.

    Raises ValidationError naming every line that fits none, or several.
    """
    lines = list(lines)
    bearers = _bearers(lines)
    found = {line: bearers.get(line) or bearers.get(fold(line), []) for line in lines}
    unknown = [line for line, units in found.items() if not units]
    wrong = [_several(line, units) for line, units in found.items() if len(units) > 1]
    if unknown:
        names = {
            fold(name): name for name in Unit.objects.standing().values_list("name", flat=True)
        }
        wrong += [_nobody(line, names) for line in unknown]
    if wrong:
        raise forms.ValidationError(wrong)
    return list(dict.fromkeys(units[0] for units in found.values()))


def _bearers(lines: Iterable[str]) -> dict[str, list[Unit]]:
    """Code, or folded name (also its end), short name, name with code → who bears it. One query."""
    asked = Q(code__in=[*lines, *(line.rpartition("(")[2].rstrip(")") for line in lines)])
    for line in lines:
        asked |= Q(search_text__contains=fold(line))
    found: dict[str, list[Unit]] = {}
    near: dict[str, list[Unit]] = {}
    shortened = {folded for line in lines if " " in (folded := fold(line))}
    for unit in Unit.objects.standing().filter(asked):
        names = {fold(name) for name in (unit.name, unit.short_name, write_unit(unit))}
        for borne in {unit.code or "", *names} - {""}:
            found.setdefault(borne, []).append(unit)
        # “Mầm non Sao Mai” is the Trường; a word left out at the end might be another unit's name.
        for folded in shortened:
            if fold(unit.name).endswith(f" {folded}"):
                near.setdefault(folded, []).append(unit)
    return near | found


def _several(line: str, bearers: list[Unit]) -> str:
    codes = ", ".join(unit.code or f"#{unit.pk}" for unit in bearers)
    return _("Có nhiều đơn vị tên “%(name)s”. Hãy ghi mã định danh: %(codes)s.") % {
        "name": line,
        "codes": codes,
    }


def _nobody(line: str, names: dict[str, str]) -> str:
    near = get_close_matches(fold(line), names, n=3, cutoff=0.7)
    if not near:
        return _("Không thấy đơn vị “%s”. Hãy kiểm tra tên hoặc dùng mã định danh.") % line
    said = ", ".join(f"“{names[name]}”" for name in near)
    return _("Không thấy đơn vị “%(name)s”. Có phải %(near)s?") % {"name": line, "near": said}
