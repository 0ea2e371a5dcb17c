"""Authors and shares: one row an author, as they stand and as they were just chosen."""

from collections.abc import Sequence
from decimal import Decimal
from typing import Any

from django import forms
from django.forms import BoundField
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from phongtrao.base.forms import LongTextField, NumberField, TextField
from phongtrao.initiatives.models import Authorship
from phongtrao.initiatives.services.authors import Share
from phongtrao.lib.shares import equal_shares
from phongtrao.orgs.models import Person
from phongtrao.web.forms import ConfirmForm

EQUAL = "deu"  # the button that splits equally


class AuthorsForm(forms.Form):
    """``people``: the co-authors in order, those just chosen last; ``first``: the first author's row."""

    def __init__(
        self, *args: Any, first: Authorship, kept: Sequence[Authorship], new: Sequence[Person], **kwargs: Any
    ) -> None:  # fmt: skip
        super().__init__(*args, **kwargs)
        self.first = first
        self.people = [*(one.person for one in kept), *new]
        self.fields["chinh"] = _share_field(first.person, first.share)
        shares = {one.person_id: one for one in kept}
        for person in self.people:
            row = shares.get(person.pk)
            self.fields[f"ty_le_{person.pk}"] = _share_field(person, row.share if row else None)
            part = TextField(
                label=_("Phần việc của %s") % person, required=False, max_length=300,
                initial=row.part if row else "",
            )  # fmt: skip
            self.fields[f"phan_{person.pk}"] = part
            drop = forms.BooleanField(label=_("Bỏ %s khỏi danh sách") % person, required=False)
            self.fields[f"bo_{person.pk}"] = drop

    def rows(self) -> list[tuple[Person, BoundField, BoundField, BoundField]]:
        return [
            (one, self[f"ty_le_{one.pk}"], self[f"phan_{one.pk}"], self[f"bo_{one.pk}"])
            for one in self.people
        ]

    def clean(self) -> dict[str, Any]:
        asked = dict(super().clean() or {})
        if EQUAL in self.data:  # shares are worked out, whatever stands there
            return asked
        if asked.get("chinh") is None and "chinh" not in self.errors:
            self.add_error("chinh", _("Hãy ghi tỷ lệ của tác giả chính."))
        for person in self.people:
            if asked.get(f"bo_{person.pk}") or f"ty_le_{person.pk}" in self.errors:
                continue
            if asked.get(f"ty_le_{person.pk}") is None:
                self.add_error(f"ty_le_{person.pk}", _("Hãy ghi tỷ lệ, hoặc bỏ người này."))
        return asked

    def staying(self) -> list[Person]:
        return [one for one in self.people if not self.cleaned_data[f"bo_{one.pk}"]]

    def shares(self) -> tuple[Decimal, list[Share]]:
        """The first author's, and those of the others, as typed."""
        asked = self.cleaned_data
        others = [
            Share(one, asked[f"ty_le_{one.pk}"], asked[f"phan_{one.pk}"]) for one in self.staying()
        ]
        return asked["chinh"], others


def equal_split(others: Sequence[tuple[Person, str]]) -> tuple[Decimal, list[Share]]:
    """(person, part of the work) of each co-author → equal shares, the first author's first."""
    mine, *theirs = equal_shares(len(others) + 1)
    shares = zip(others, theirs, strict=True)
    return mine, [Share(one, percent, part) for (one, part), percent in shares]


class DeclineForm(ConfirmForm):
    """``ty_le``: the share as the page showed it."""

    reason = LongTextField(label=gettext_lazy("Vì sao không đồng ý"), rows=2, max_length=300)
    ty_le = forms.CharField(widget=forms.HiddenInput)

    field_order = ("reason", "confirm")


def _share_field(person: Person, share: Decimal | None) -> NumberField:
    label = _("Tỷ lệ của %s (%%)") % person
    field = NumberField(label=label, required=False, lowest=0, highest=100, initial=share)
    field.need = _("cần, trừ khi chia đều")  # type: ignore[attr-defined]  # read by need.html
    return field
