"""What a unit says around the list in its letter."""

from typing import Any

from django.utils.translation import gettext_lazy as _

from phongtrao.base.forms import LongTextField, TextField
from phongtrao.base.words import office_language
from phongtrao.documents.forms.planned import PlannedForm
from phongtrao.documents.forms.signing import SIGNING, SignedForm
from phongtrao.documents.queries.writing import usual_words
from phongtrao.documents.written import USUAL_FILING
from phongtrao.nominations.models import Submission
from phongtrao.nominations.papers import counted
from phongtrao.nominations.queries.dossiers import listed, row_of
from phongtrao.nominations.services.letters import LetterWording

SAID = ("abstract", "addressed_to", "text", *SIGNING)


class LetterForm(SignedForm, PlannedForm):
    abstract = TextField(label=_("Trích yếu"), max_length=500)
    addressed_to = TextField(label=_("Kính gửi"), max_length=300)
    text = LongTextField(
        label=_("Nội dung"),
        rows=8,
        max_length=10_000,
        help_text=_("Mỗi dòng một đoạn; dòng bắt đầu bằng “Căn cứ” in nghiêng ở đầu văn bản."),
    )
    field_order = (*SAID, "groups", "recipients")

    def wording(self) -> LetterWording:
        said = {name: self.cleaned_data[name] for name in SAID}
        return LetterWording(**said, recipients=self.planned())


def usual_letter(sent: Submission) -> dict[str, Any]:
    """What it was last printed with; else what a unit would write, to be checked."""
    kept = sent.letter_facts.get("letter")
    with office_language():
        rows = [row_of(one) for one in listed(sent)]
    count = counted(rows)
    if kept:
        said = {name: kept[name] for name in SAID}
        return said | {"recipients": kept["recipients"]}
    text = (
        "Căn cứ Luật Thi đua, khen thưởng ngày 15 tháng 6 năm 2022;\n"
        "Căn cứ Nghị định số 152/2025/NĐ-CP ngày 14 tháng 6 năm 2025 của Chính phủ;\n"
        f"Căn cứ biên bản họp xét khen thưởng của {sent.unit.name};\n"
        f"{sent.unit.name} đề nghị {sent.round.owner.name} xét khen thưởng {count} (danh sách kèm theo).\n"
        "Kính đề nghị xem xét, quyết định."
    )
    return usual_words(sent.unit) | {
        "abstract": f"Về việc đề nghị khen thưởng: {sent.round.title}"[:500],
        "addressed_to": sent.round.owner.name,
        "text": text,
        "recipients": f"Như trên\nLưu: {USUAL_FILING}",
    }
