"""What somebody is praised for: records to tick, lines to write, a paper for each."""

from collections.abc import Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from phongtrao.base.forms import LongTextField, TextField, UploadField, need_one_of, offer, ticks
from phongtrao.documents.content import UPLOADS
from phongtrao.documents.models import Evidence
from phongtrao.nominations.dated import dated
from phongtrao.nominations.models import Claim
from phongtrao.nominations.queries.report_facts import Source
from phongtrao.nominations.services.claims import Told

LONGEST = 400


class ClaimsForm(forms.Form):
    """``claims``: those that stand; their papers stay with them."""

    sources = ticks(
        _("Đã có trong dữ kiện"), (), _("Thành tích có dữ kiện thì không cần gắn thêm minh chứng.")
    )
    told = LongTextField(
        label=_("Thành tích khác"),
        rows=6,
        max_length=8_000,
        required=False,
        help_text=_("Mỗi dòng một thành tích; lưu rồi gắn minh chứng cho từng dòng."),
    )

    def __init__(
        self, *args: Any, claims: Sequence[Claim], offered: Sequence[Source], **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        self.kept = {one.source or one.words: one for one in claims}
        known = {one.source: Source(one.source, one.words, one.on) for one in claims if one.source}
        self.offered = {**{one.key: one for one in offered}, **known}
        offer(self, sources=[(key, dated(one.words, one.on)) for key, one in self.offered.items()])
        if not self.offered:
            del self.fields["sources"]
        self.initial["sources"] = list(known)
        self.initial["told"] = "\n".join(one.words for one in claims if not one.source)

    def claims(self) -> list[Told]:
        chosen = [self.offered[key] for key in self.cleaned_data.get("sources", ())]
        found = [Told(one.words, one.key, one.on, self._paper(one.key)) for one in chosen]
        lines = dict.fromkeys(line.strip()[:LONGEST] for line in self.cleaned_data["told"].splitlines())  # fmt: skip
        return [*found, *(Told(line, evidence=self._paper(line)) for line in lines if line)]

    def _paper(self, key: str) -> Evidence | None:
        return self.kept[key].evidence if key in self.kept else None


class ProveForm(forms.Form):
    """A paper of the unit, or a new one."""

    evidence = forms.ModelChoiceField(
        label=_("Minh chứng đã có của đơn vị"), queryset=Evidence.objects.none(), required=False
    )
    file = UploadField(kinds=UPLOADS, label=_("Hoặc tải tệp lên"), required=False)
    url = TextField(label=_("Hoặc địa chỉ trên mạng"), max_length=500, required=False)

    def __init__(self, *args: Any, evidence: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        offer(self, evidence=evidence)
        need_one_of(self, "evidence", "file", "url")

    def clean(self) -> dict[str, Any]:
        asked = dict(super().clean() or {})
        if sum(bool(asked.get(name)) for name in ("evidence", "file", "url")) != 1:
            raise forms.ValidationError(_("Hãy chọn đúng một: minh chứng đã có, tệp, hoặc địa chỉ."))  # fmt: skip
        return asked
