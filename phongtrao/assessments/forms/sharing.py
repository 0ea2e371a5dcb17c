"""Which units of a campaign are handed out, how, and to whom."""

from typing import Any

from django import forms
from django.db.models import QuerySet
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from phongtrao.accounts.models import User
from phongtrao.assessments.models import Assessment, Campaign
from phongtrao.assessments.services.sharing import How, Sharing
from phongtrao.base.forms import offer

ALL, NOBODYS, PICKED = "tat_ca", "chua_giao", "da_chon"


class People(forms.ModelMultipleChoiceField):  # type: ignore[type-arg]  # not generic at run time
    """Each with what there is in their hands already: ``held``, by key."""

    held: dict[int, int] = {}  # noqa: RUF012 -- set by the form

    def label_from_instance(self, user: User) -> str:
        if number := self.held.get(user.pk):
            return _("%(who)s (đang giữ %(n)s đơn vị)") % {"who": user, "n": number}
        return str(user)


class ShareForm(forms.Form):
    which = forms.ChoiceField(label=gettext_lazy("Đơn vị nào"), widget=forms.RadioSelect)
    how = forms.ChoiceField(
        label=gettext_lazy("Chia thế nào"),
        choices=How.choices,
        widget=forms.RadioSelect,
        initial=How.EVENLY,
    )
    people = People(
        label=gettext_lazy("Người thẩm định"),
        queryset=User.objects.none(),
        required=False,
        widget=forms.CheckboxSelectMultiple,
        help_text=gettext_lazy(
            "Chọn một người để giao hết cho người ấy. Ai cũng không nhận đơn vị mình đang làm việc."
        ),
    )

    def __init__(
        self,
        *args: Any,
        campaign: Campaign,
        picked: list[int],
        officers: QuerySet[User],
        held: dict[int, int],
        **kwargs: Any,
    ) -> None:
        super().__init__(*args, **kwargs)
        self.picked = picked
        self.rows = campaign.assessments.filter(status__in=Assessment.Status.to_judge)
        nobodys = self.rows.filter(verifier=None, checker=None)
        choices = [(PICKED, _("%s đơn vị đã đánh dấu") % len(picked))] if picked else []
        choices += [
            (NOBODYS, _("%s đơn vị chưa giao ai") % nobodys.count()),
            (ALL, _("Tất cả %s đơn vị chưa thẩm định xong") % self.rows.count()),
        ]
        self.fields["people"].held = held  # type: ignore[attr-defined]
        offer(self, which=choices, people=officers)
        self.initial.setdefault("which", choices[0][0])
        self.nobodys = nobodys

    def clean(self) -> dict[str, Any]:
        said = self.cleaned_data
        if said.get("how") in {How.EVENLY, How.WHOLE_COMMUNES} and not said.get("people"):
            self.add_error("people", _("Hãy chọn ít nhất một người thẩm định."))
        return said

    def chosen(self) -> list[int]:
        if self.cleaned_data["which"] == PICKED:
            return self.picked
        rows = self.nobodys if self.cleaned_data["which"] == NOBODYS else self.rows
        return list(rows.values_list("pk", flat=True))

    def sharing(self) -> Sharing:
        return Sharing(How(self.cleaned_data["how"]), list(self.cleaned_data["people"]))
