"""The form that splits a unit's task into parts: rows of what, who, until when."""

from collections.abc import Iterator
from datetime import date
from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from phongtrao.accounts.models import User
from phongtrao.base.forms import DayField, TextField
from phongtrao.orgs.models import Unit
from phongtrao.plans.queries.inside import people_of, rooms_with_people
from phongtrao.plans.services.handovers import Handing
from phongtrao.plans.services.splitting import FEWEST

ROWS = 6  # offered at once; more parts are handed on afterwards
PERSON, ROOM = "nguoi", "to"
NEED = gettext_lazy("khi có phần này")


class SplitForm(forms.Form):
    """An empty row is no part; a row that is begun must be whole."""

    def __init__(self, *args: Any, unit: Unit, day: date, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.people = {f"{PERSON}{user.pk}": user for user in people_of(unit)}
        self.rooms = {f"{ROOM}{room.pk}": room for room in rooms_with_people(unit)}
        takers = {key: str(one) for key, one in (self.people | self.rooms).items()}
        for n in range(1, ROWS + 1):
            self._add_row(n, [("", _("Không chọn")), *takers.items()], day)

    def _add_row(self, n: int, takers: list[tuple[str, str]], day: date) -> None:
        what, who, until = _names(n)
        self.fields[what] = TextField(
            label=gettext_lazy("Phần việc"), max_length=300, required=False
        )
        self.fields[who] = forms.ChoiceField(
            label=gettext_lazy("Người, tổ nhận"), choices=takers, required=False
        )
        self.fields[until] = DayField(label=gettext_lazy("Hạn"), required=False, initial=day)
        for name in (what, who, until):
            self.fields[name].need = NEED  # type: ignore[attr-defined]  # read by need.html

    def rows(self) -> Iterator[tuple[int, list[forms.BoundField]]]:
        """Number and fields of each row, for the page."""
        return ((n, [self[name] for name in _names(n)]) for n in range(1, ROWS + 1))

    def clean(self) -> dict[str, Any]:
        said = dict(super().clean() or {})
        begun = [n for n in range(1, ROWS + 1) if self._is_begun(n)]
        for n in begun:
            for name in _names(n):
                if not said.get(name) and name not in self.errors:
                    self.add_error(name, _("Phần đã ghi thì phải đủ việc, người nhận và hạn."))
        if len(begun) < FEWEST and not self.errors:
            raise forms.ValidationError(
                _("Hãy ghi ít nhất hai phần. Chỉ một phần thì giao cho người trong đơn vị.")
            )
        return said

    def parts(self) -> list[Handing]:
        said = self.cleaned_data
        return [
            Handing(said[until], self._person(said[who]), self.rooms.get(said[who]), said[what])
            for what, who, until in map(_names, range(1, ROWS + 1))
            if said[what]
        ]

    def _is_begun(self, n: int) -> bool:
        what, who, _until = _names(n)
        return bool(self.cleaned_data.get(what) or self.cleaned_data.get(who))

    def _person(self, key: str) -> User | None:
        return self.people.get(key)


def _names(n: int) -> tuple[str, str, str]:
    return f"viec{n}", f"nhan{n}", f"han{n}"
