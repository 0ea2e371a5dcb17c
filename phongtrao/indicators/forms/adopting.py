"""Which targets of a plan, and which pack, an office takes."""

from collections.abc import Sequence
from typing import Any

from django import forms
from django.db.models import QuerySet
from django.utils.html import format_html
from django.utils.translation import gettext_lazy

from phongtrao.base.forms import offer
from phongtrao.indicators.packs import shipped_packs
from phongtrao.indicators.services.adopting import Waiting
from phongtrao.orgs.models import Unit


class AdoptForm(forms.Form):
    keys = forms.MultipleChoiceField(
        label=gettext_lazy("Chỉ tiêu của kế hoạch"), widget=forms.CheckboxSelectMultiple
    )

    def __init__(self, *args: Any, items: Sequence[Waiting], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        offer(self, keys=[(item.key, _label(item)) for item in items])
        self.initial.setdefault("keys", [item.key for item in items if item.targets])


def _label(item: Waiting) -> str:
    more = " · ".join(f"{one['year']}: {one.get('text') or one['value']}" for one in item.targets)
    words = f"{item.ordinal} {item.name}".strip()
    return format_html('<span>{}<span class="tick-more">{}</span></span>', words, more)


class PackForm(forms.Form):
    pack = forms.ChoiceField(label=gettext_lazy("Gói"), widget=forms.RadioSelect)
    owner = forms.ModelChoiceField(
        label=gettext_lazy("Cho đơn vị"), queryset=Unit.objects.none(), empty_label=None
    )

    def __init__(self, *args: Any, owners: QuerySet[Unit], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        offer(
            self, owner=owners, pack=[(pack.key, pack.title) for pack in shipped_packs().values()]
        )
        self.initial.setdefault("owner", owners.first())
