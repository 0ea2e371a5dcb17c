"""A call for numbers: of which group, from whom, as of when, by when."""

from typing import Any

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from phongtrao.base.forms import DayField, offer, ticks
from phongtrao.literacy.models import SkillFramework, TargetGroup
from phongtrao.literacy.queries.board import groups_of
from phongtrao.orgs.queries import kind_ticks


class CallForm(forms.Form):
    group = forms.ModelChoiceField(
        TargetGroup.objects.none(), label=_("Nhóm đối tượng"), empty_label=None
    )
    kinds = ticks(_("Loại đơn vị phải khai"), kind_ticks)
    day = DayField(label=_("Số tính đến ngày"))
    due_on = DayField(label=_("Hạn khai"))

    def __init__(self, *args: Any, framework: SkillFramework, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        counted = groups_of(framework).exclude(counted=TargetGroup.Counted.STAFF)
        offer(self, group=counted)
        self.fields["kinds"].required = True
        self.fields["day"].initial = timezone.localdate()
