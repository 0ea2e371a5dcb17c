"""For whom support was asked or given, and what the list is narrowed by."""

from typing import Any

from django import forms
from django.db.models import Q, QuerySet
from django.utils.translation import gettext_lazy as _

from phongtrao.activities.models import Activity
from phongtrao.base.forms import TextField, offer
from phongtrao.lib.text import fold
from phongtrao.research.models import ResearchTask, Support
from phongtrao.research.models.supports import ASKED, GIVEN
from phongtrao.web.tables import ANY, Filter

MOST = 200  # of each list, the newest


class SupportForm(forms.Form):
    activity = forms.ModelChoiceField(
        Activity.objects.none(),
        label=_("Hỗ trợ"),
        help_text=_("Hoạt động loại “Đề nghị hỗ trợ”, “Đã hỗ trợ” mà đơn vị đã ghi."),
    )
    task = forms.ModelChoiceField(
        ResearchTask.objects.none(),
        label=_("Nhiệm vụ KH&CN"),
        required=False,
        empty_label=_("Không cho nhiệm vụ nào"),
    )
    person = TextField(
        label=_("Tác giả"),
        max_length=120,
        required=False,
        help_text=_("Họ tên hoặc mã cán bộ của tác giả sáng kiến, người làm nhiệm vụ."),
    )

    def __init__(
        self,
        *args: Any,
        activities: QuerySet[Activity],
        tasks: QuerySet[ResearchTask],
        **kwargs: Any,
    ) -> None:
        super().__init__(*args, **kwargs)
        newest = activities.order_by("-starts_on", "-pk").values("pk")[:MOST]
        latest = tasks.order_by("-proposed_on", "-pk").values("pk")[:MOST]
        few, some = activities.filter(pk__in=newest), tasks.filter(pk__in=latest)
        offer(self, activity=few, task=some)


class SupportFilter(Filter):
    q = TextField(label=_("Tác giả, nhiệm vụ, nội dung"))
    loai = forms.ChoiceField(
        label=_("Loại"), choices=[ANY, (ASKED, _("Đề nghị hỗ trợ")), (GIVEN, _("Đã hỗ trợ"))]
    )

    def narrow(self, rows: QuerySet[Support]) -> QuerySet[Support]:
        asked = self.cleaned_data
        if asked["q"]:
            words = fold(asked["q"])
            rows = rows.filter(
                Q(person__search_text__contains=words)
                | Q(task__search_text__contains=words)
                | Q(activity__search_text__contains=words)
            )
        if asked["loai"]:
            rows = rows.filter(activity__kind__key=asked["loai"])
        return rows
