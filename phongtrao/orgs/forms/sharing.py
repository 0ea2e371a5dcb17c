"""Sharing out a unit that is split: which part takes whom, one by one or all the rest at once."""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from django import forms
from django.forms.boundfield import BoundField
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from phongtrao.orgs.models import Post, Unit
from phongtrao.orgs.queries import children_of, holders_on

PERSON, CHILD = "nguoi", "don-vi"  # “nguoi-17” is the post 17, “nguoi” all that are not said
STAYS = "0"
SHOWN = {"class": "form-select"}


@dataclass(frozen=True, slots=True)
class Rest:
    """What nobody was named for, and where it goes."""

    people: int
    units: int
    to: str


@dataclass(frozen=True, slots=True)
class Part:
    """A unit to be founded, and what it gets."""

    name: str
    code: str
    people: int
    units: int


class ShareForm(forms.Form):
    """One choice a post and a subordinate unit among the parts; left alone they go with the rest.

    Lives in the address beside the form of the act. Parts are numbered from 1; a part's key in the
    steps of an order is its negative.
    """

    def __init__(
        self,
        data: Mapping[str, Any] | None,
        *,
        unit: Unit,
        on: date,
        parts: Sequence[tuple[str, str]],
        ends: bool,
    ) -> None:
        super().__init__(data)
        self.unit, self.ends = unit, ends
        self.parts = parts
        self.names = [name for name, _code in parts]
        self.held = list(holders_on(unit, on))
        self.below = list(children_of(unit))
        choices = [(str(number), name) for number, name in enumerate(self.names, start=1)]
        self._ask(PERSON, gettext_lazy("Mọi người chưa giao riêng"), choices)
        self._ask(CHILD, gettext_lazy("Mọi đơn vị trực thuộc, tổ, phòng chưa giao riêng"), choices)
        alone = [("", _("Theo phần còn lại")), *choices, *self._staying()]
        for post in self.held:
            self._ask(f"{PERSON}-{post.pk}", self._named(post), alone)
        for span in self.below:
            self._ask(f"{CHILD}-{span.unit_id}", span.name, alone)

    def rest_name(self) -> str:
        """Where all goes that is not given to anybody."""
        return self.names[0] if self.ends else str(self.unit)

    def together(self) -> list[BoundField]:
        return [self[PERSON], self[CHILD]]

    def people(self) -> list[BoundField]:
        return [self[f"{PERSON}-{post.pk}"] for post in self.held]

    def units(self) -> list[BoundField]:
        return [self[f"{CHILD}-{span.unit_id}"] for span in self.below]

    def posts(self) -> dict[int, int]:
        """{post: key of its part}, of a valid form."""
        return self._given(PERSON, (post.pk for post in self.held))

    def children(self) -> dict[int, int]:
        """{subordinate unit: key of its part}, of a valid form."""
        return self._given(CHILD, (span.unit_id for span in self.below))

    def rest(self) -> Rest:
        return Rest(
            len(self.held) - len(self.posts()),
            len(self.below) - len(self.children()),
            self.rest_name(),
        )

    def founded(self) -> list[Part]:
        """Each part with the number of its people and subordinate units, of a valid form."""
        posts, children = self.posts(), self.children()
        rest = -1 if self.ends else 0
        people = {(post.person_id, posts.get(post.pk, rest)) for post in self.held}
        at = Counter(part for _person, part in people)
        below = Counter(children.get(span.unit_id, rest) for span in self.below)
        return [
            Part(name, code, at[-number], below[-number])
            for number, (name, code) in enumerate(self.parts, start=1)
        ]

    def _staying(self) -> list[tuple[str, str]]:
        return [] if self.ends else [(STAYS, _("Ở lại %s") % self.unit)]

    def _ask(self, name: str, label: Any, choices: Iterable[tuple[str, Any]]) -> None:
        offered = list(choices)
        if offered and offered[0][0]:
            offered.insert(0, ("", self.rest_name()))
        self.fields[name] = forms.ChoiceField(
            label=label, choices=offered, required=False, widget=forms.Select(SHOWN)
        )

    def _named(self, post: Post) -> str:
        return f"{post.person}, {post.position}"

    def _given(self, what: str, keys: Iterable[int]) -> dict[int, int]:
        said = self.cleaned_data
        chosen = {key: said[f"{what}-{key}"] or said[what] for key in keys}
        return {key: -int(part) for key, part in chosen.items() if part not in {"", STAYS}}
