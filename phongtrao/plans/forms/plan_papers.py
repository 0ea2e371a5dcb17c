"""The words of a plan's paper around its tasks."""

from django.utils.translation import gettext_lazy as _

from phongtrao.base.forms import LongTextField, TextField
from phongtrao.documents.forms.planned import PlannedForm
from phongtrao.documents.forms.signing import SIGNING, SignedForm
from phongtrao.plans.services.plan_papers import PlanWording

SAID = ("bases", "opening", "purpose", "carrying_out", *SIGNING)


class PlanPaperForm(SignedForm, PlannedForm):
    bases = LongTextField(
        label=_("Căn cứ"),
        rows=4,
        max_length=10_000,
        required=False,
        help_text=_("Mỗi dòng một căn cứ, bắt đầu bằng “Căn cứ”; in nghiêng ở đầu văn bản."),
    )
    opening = LongTextField(label=_("Câu mở đầu"), rows=2, max_length=2_000, required=False)
    purpose = LongTextField(
        label=_("I. Mục đích, yêu cầu"),
        rows=6,
        max_length=20_000,
        required=False,
        help_text=_(
            "Mỗi dòng là một đoạn. Phần II in bảng nhiệm vụ của kế hoạch, không nhập lại ở đây."
        ),
    )
    carrying_out = LongTextField(
        label=_("III. Tổ chức thực hiện"),
        rows=6,
        max_length=20_000,
        help_text=_("Mỗi dòng là một đoạn; “./.” cuối văn bản tự thêm."),
    )
    note = TextField(label=_("Bản này khác bản trước ở đâu"), max_length=300, required=False)
    field_order = (*SAID, "groups", "recipients", "note")

    def wording(self) -> PlanWording:
        said = {name: self.cleaned_data[name] for name in (*SAID, "note")}
        return PlanWording(**said, recipients=self.planned())
