"""With which task, and whose word is right where the two differ."""

from typing import Any

from django import forms
from django.utils.text import Truncator
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from phongtrao.base.forms import offer
from phongtrao.plans.amending.task_words import TaskWords, words_of
from phongtrao.plans.forms.placing import TaskField
from phongtrao.plans.models import Task
from phongtrao.plans.queries.task_merging import mergeable_with
from phongtrao.web.forms import ConfirmForm

STAYS, GOES = "giu", "gop"
LABELS = {
    "text": gettext_lazy("Nội dung nhiệm vụ"),
    "leads": gettext_lazy("Cơ quan chủ trì"),
    "time": gettext_lazy("Thời gian thực hiện"),
    "deliverable": gettext_lazy("Kết quả thực hiện"),
}
LONGEST = 400


class OtherTaskForm(forms.Form):
    """A question by GET: the task is part of the address, so that the comparison can be sent on."""

    vao = TaskField(
        label=gettext_lazy("Nhiệm vụ được giữ"),
        queryset=Task.objects.none(),
        empty_label=gettext_lazy("Chọn một nhiệm vụ"),
    )

    def __init__(self, *args: Any, task: Task, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        offer(self, vao=mergeable_with(task))


class TaskMergeForm(ConfirmForm):
    """What the two say alike is not asked about."""

    def __init__(self, *args: Any, goes: Task, stays: Task, **kwargs: Any) -> None:
        super().__init__(*args, word=_("gộp"), **kwargs)
        old, new = words_of([goes, stays])
        for name, label in LABELS.items():
            there, here = _said(new, name), _said(old, name)
            if there != here:
                self.fields[name] = _which(str(label), there, here)
        self.order_fields([*LABELS, "confirm"])

    def taken(self) -> list[str]:
        """Names of what is taken from the task that goes."""
        asked = (name for name in LABELS if name in self.fields)
        return [name for name in asked if self.cleaned_data[name] == GOES]


def _said(words: TaskWords, name: str) -> str:
    said = getattr(words, name)
    return "; ".join(said) if isinstance(said, tuple) else str(said)


def _which(label: str, there: str, here: str) -> forms.ChoiceField:
    empty = _("(để trống)")
    return forms.ChoiceField(
        label=label,
        choices=[
            (STAYS, _("Giữ như đang có: %s") % (Truncator(there).chars(LONGEST) or empty)),
            (GOES, _("Lấy của nhiệm vụ được gộp: %s") % (Truncator(here).chars(LONGEST) or empty)),
        ],
        widget=forms.RadioSelect,
        initial=STAYS if there or not here else GOES,
    )
