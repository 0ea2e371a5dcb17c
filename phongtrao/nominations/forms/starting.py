"""Whom to ask for, in which open round, for which form: begun from a record. S0-07"""

from typing import Any

from django import forms
from django.contrib.auth.base_user import AbstractBaseUser
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from phongtrao.base.forms import LongTextField, offer
from phongtrao.nominations.access.achievements import Achievement
from phongtrao.nominations.access.rounds import ASKS, rounds_to_answer
from phongtrao.nominations.models import RoundForm
from phongtrao.nominations.queries.subjects import people_of_unit
from phongtrao.orgs.models import Person, Unit
from phongtrao.orgs.scope import at_offices


class StartForm(forms.Form):
    who = forms.ChoiceField(label=_("Đề nghị cho"), widget=forms.RadioSelect)
    asked = forms.ChoiceField(label=_("Đợt và hình thức"))
    reason = LongTextField(
        label=_("Vì sao vẫn đề nghị"),
        rows=3,
        max_length=500,
        required=False,
        help_text=_("Chỉ cần khi người, tập thể này chưa đạt theo tiêu chuẩn của đợt."),
    )

    def __init__(
        self, *args: Any, user: AbstractBaseUser, found: Achievement, **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        self.subjects = _subjects(user, found)
        rounds = rounds_to_answer(user).order_by("due_at", "pk")
        self.forms = {
            str(one.pk): one
            for one in RoundForm.objects.filter(round__in=rounds.values("pk"))
            .select_related("round__owner", "honour", "rules__rule_set")
            .order_by("round__due_at", "round", "position", "pk")
        }
        offer(
            self,
            who=[(key, str(one)) for key, (one, _unit) in self.subjects.items()],
            asked=[(key, f"{one.round} – {one}") for key, one in self.forms.items()],
        )
        if len(self.subjects) == 1:
            self.initial.setdefault("who", next(iter(self.subjects)))

    @property
    def is_possible(self) -> bool:
        return bool(self.subjects and self.forms)

    @property
    def subject(self) -> tuple[Person | Unit, Unit]:
        """Whom, and the unit that asks."""
        return self.subjects[self.cleaned_data["who"]]

    @property
    def round_form(self) -> RoundForm:
        return self.forms[self.cleaned_data["asked"]]


def _subjects(user: AbstractBaseUser, found: Achievement) -> dict[str, tuple[Person | Unit, Unit]]:
    """{key: (whom, the unit one prepares for)}: of those whose it is, one's own."""
    mine = Unit.objects.standing().with_account().filter(at_offices(user, ASKS)).highest_first()
    known: dict[str, tuple[Person | Unit, Unit]] = {}
    for unit in mine:
        posts = people_of_unit(unit, timezone.localdate()).filter(person__in=found.people)
        for post in posts:
            known.setdefault(f"person:{post.person_id}", (post.person, unit))
        if unit in found.units:
            known.setdefault(f"unit:{unit.pk}", (unit, unit))
    return known
