"""Who a draft is meant for: groups of the office to tick, and a line for everybody else. S0-60, S4-24."""

from collections.abc import Iterable, Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy

from phongtrao.base.forms import LongTextField, offer, ticks
from phongtrao.documents.models import Purpose, RecipientGroup
from phongtrao.documents.queries.recipients import TypedLine, read_lines, write_lines
from phongtrao.lib.text import fold
from phongtrao.orgs.models import Unit

LINES_HELP = gettext_lazy(
    "Mỗi dòng một nơi: tên nhóm, tên hoặc mã đơn vị, họ tên người, hay nơi ngoài hệ thống. Có thể"
    " dán cả khối “Nơi nhận”, ví dụ: Ban TĐKT Thành phố (để b/c)."
)


def groups_of(units: Iterable[Unit]) -> list[RecipientGroup]:
    """In the order of each office."""
    return list(RecipientGroup.objects.filter(owner__in=list(units)))


class PlannedForm(forms.Form):
    """To be mixed into a form of a draft. Without ``groups`` recipients are not asked for at all."""

    groups = ticks(gettext_lazy("Nơi nhận: các nhóm của đơn vị"), ())
    recipients = LongTextField(
        label=gettext_lazy("Nơi nhận khác"),
        rows=4,
        required=False,
        max_length=5_000,
        help_text=LINES_HELP,
    )

    def __init__(
        self, *args: Any, groups: Sequence[RecipientGroup] | None = None, **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        self.offered = {str(group.pk): group for group in groups or ()}
        self.is_asked = groups is not None
        offer(self, groups=[(key, _said(group)) for key, group in self.offered.items()])
        if not self.offered:
            del self.fields["groups"]
        if not self.is_asked:
            del self.fields["recipients"]

    def planned(self) -> str | None:
        """The lines as they are kept: groups in the order of the office, then what was typed."""
        if not self.is_asked:
            return None
        chosen = set(self.cleaned_data.get("groups", ()))
        lines = [
            TypedLine(group.name, Purpose(group.purpose))
            for key, group in self.offered.items()
            if key in chosen
        ]
        typed = read_lines(self.cleaned_data["recipients"], Purpose.CARRY_OUT)
        return write_lines([*lines, *typed])


def planned_initial(text: str, groups: Sequence[RecipientGroup]) -> dict[str, Any]:
    """What was kept, as the fields take it: a group with its usual purpose is a tick."""
    ticked, rest = [], []
    usual = {(fold(group.name), group.purpose): str(group.pk) for group in groups}
    for line in read_lines(text, Purpose.CARRY_OUT):
        if key := usual.get((fold(line.name), line.purpose.value)):
            ticked.append(key)
        else:
            rest.append(line)
    return {"groups": ticked, "recipients": write_lines(rest)}


def _said(group: RecipientGroup) -> str:
    return f"{group.name} ({group.get_purpose_display()})"
