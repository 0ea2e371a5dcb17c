"""The days off of a year as an announcement lists them, one a line."""

import hashlib
import json
from datetime import date
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from phongtrao.base.forms import LongTextField, TextField
from phongtrao.lib.errors import BadInput
from phongtrao.lib.numbers import format_date, parse_date
from phongtrao.orgs.models import YearOff
from phongtrao.orgs.services.days_off import DaysOff

MOST = 60


class DaysField(LongTextField):
    """One day a line, dd/mm/yyyy; “dd/mm” is of the year of the form."""

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(required=False, **kwargs)
        self.year = 0

    def prepare_value(self, value: Any) -> Any:
        if isinstance(value, list):
            return "\n".join(format_date(day) for day in value)
        return value

    def clean(self, value: Any) -> list[date]:
        lines = [line.strip() for line in str(super().clean(value)).splitlines() if line.strip()]
        if len(lines) > MOST:
            raise ValidationError(_("Một năm có nhiều nhất %s ngày như vậy.") % MOST)
        return [self._day(line) for line in lines]

    def _day(self, line: str) -> date:
        said = f"{line}/{self.year}" if line.count("/") == 1 else line
        try:
            return parse_date(said)
        except BadInput as error:
            raise ValidationError(_("Dòng “%(line)s”: %(why)s") % {"line": line, "why": error}) from error  # fmt: skip


class DaysOffForm(forms.Form):
    free = DaysField(
        label=gettext_lazy("Ngày nghỉ (ngoài cuối tuần và lễ cố định)"),
        rows=10,
        help_text=gettext_lazy("Mỗi ngày một dòng, như 16/02 hoặc 16/02/2026: Tết, Giỗ Tổ, ngày nghỉ bù."),
    )  # fmt: skip
    worked = DaysField(
        label=gettext_lazy("Thứ Bảy, Chủ nhật đi làm bù"),
        rows=3,
        help_text=gettext_lazy("Mỗi ngày một dòng."),
    )
    basis = TextField(
        label=gettext_lazy("Căn cứ"),
        max_length=300,
        help_text=gettext_lazy("Số, ngày của thông báo hoặc quyết định về ngày nghỉ."),
    )
    needs_check = forms.BooleanField(label=gettext_lazy("Còn cần kiểm tra"), required=False)
    seen = forms.CharField(required=False, widget=forms.HiddenInput({"data-draft-skip": ""}))

    def __init__(self, *args: Any, year: int, row: YearOff | None, **kwargs: Any) -> None:
        names = ("free", "worked", "basis", "needs_check")
        initial = {name: getattr(row, name) for name in names} if row else {}
        super().__init__(*args, **{"initial": initial, **kwargs})
        self.year, self.row = year, row
        for name in ("free", "worked"):
            self.fields[name].year = year  # type: ignore[attr-defined]  # DaysField

    def days(self) -> DaysOff:
        said = self.cleaned_data
        return DaysOff(self.year, said["free"], said["worked"], said["basis"], said["needs_check"])

    @property
    def token(self) -> str:
        """Of what is wanted and of what it would replace: what was shown is what is saved."""
        said = self.cleaned_data
        row = self.row
        now = [row.free, row.worked, row.basis, row.needs_check] if row else []
        wanted = [said["free"], said["worked"], said["basis"], said["needs_check"]]
        return hashlib.sha256(json.dumps([now, wanted], default=str).encode()).hexdigest()[:32]

    def shown(self) -> "DaysOffForm":
        """The same form, to be sent once more now that it was told what would move."""
        said = {name: self.data.get(name, "") for name in self.fields} | {"seen": self.token}
        return DaysOffForm(said, year=self.year, row=self.row)

    @property
    def is_seen(self) -> bool:
        return bool(self.cleaned_data["seen"] == self.token)
