"""The unit's meeting, with a vote for each nominee in its list."""

from collections.abc import Iterator, Sequence
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.forms.boundfield import BoundField
from django.utils.translation import gettext as say
from django.utils.translation import gettext_lazy as _

from phongtrao.base.forms import DayField, LongTextField, TextField, WholeNumberField
from phongtrao.nominations.models import Nomination, Submission
from phongtrao.nominations.services.meeting import Meeting, Votes

OF_MEETING = ("met_on", "met_at", "chair", "secretary", "present", "absent", "discussion")
OF_VOTE = {"ayes": _("Đồng ý"), "noes": _("Không đồng ý"), "invalid": _("Không hợp lệ")}


class MeetingForm(forms.Form):
    """``nominees``: those in the list; their votes may be left open until the meeting has them."""

    met_on = DayField(label=_("Ngày họp"))
    met_at = TextField(label=_("Nơi họp"), max_length=200)
    chair = TextField(label=_("Chủ trì"), max_length=120)
    secretary = TextField(label=_("Thư ký"), max_length=120)
    present = WholeNumberField(label=_("Số người dự"), lowest=1)
    absent = WholeNumberField(label=_("Số người vắng"), lowest=0)
    discussion = LongTextField(label=_("Ý kiến thảo luận"), rows=6, required=False)

    def __init__(self, *args: Any, nominees: Sequence[Nomination], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.nominees = nominees
        for one in nominees:
            for name, label in OF_VOTE.items():
                self.fields[f"{name}_{one.pk}"] = WholeNumberField(
                    label=label, lowest=0, required=False
                )

    def clean(self) -> dict[str, Any]:
        asked = super().clean() or self.cleaned_data
        for one in self.nominees:
            given = [asked.get(f"{name}_{one.pk}") for name in OF_VOTE]
            if any(value is not None for value in given) and given[0] is None:
                said = say("%s: hãy ghi số phiếu đồng ý.") % one.name
                self.add_error(f"ayes_{one.pk}", ValidationError(said))
        return asked

    @property
    def of_meeting(self) -> list[BoundField]:
        return [self[name] for name in OF_MEETING]

    @property
    def of_votes(self) -> Iterator[tuple[Nomination, list[BoundField]]]:
        for one in self.nominees:
            yield one, [self[f"{name}_{one.pk}"] for name in OF_VOTE]

    @staticmethod
    def initial_of(sent: Submission, nominees: Sequence[Nomination]) -> dict[str, Any]:
        found = {name: getattr(sent, name) for name in OF_MEETING}
        for one in nominees:
            found |= {f"{name}_{one.pk}": getattr(one, name) for name in OF_VOTE}
        return found

    def meeting(self) -> Meeting:
        asked = self.cleaned_data
        return Meeting(
            asked["met_on"],
            asked["met_at"],
            asked["chair"],
            asked["secretary"],
            int(asked["present"]),
            int(asked["absent"]),
            asked["discussion"],
        )

    def votes(self) -> dict[int, Votes]:
        """Of those whose vote was written down."""
        asked = self.cleaned_data
        return {
            one.pk: Votes(*(int(asked[f"{name}_{one.pk}"] or 0) for name in OF_VOTE))
            for one in self.nominees
            if asked[f"ayes_{one.pk}"] is not None
        }
