"""The digital signatures of a file on a page: what to think of them, in a sentence, and who signed."""

from dataclasses import dataclass
from datetime import datetime

from django.utils.dateparse import parse_datetime
from django.utils.translation import gettext as _

from phongtrao.documents.models import SignatureCheck, StoredFile
from phongtrao.web.components import State, StateKind

V = SignatureCheck.Verdict
KINDS: dict[str, StateKind] = {V.WHOLE: "done", V.ALTERED: "late", V.UNREADABLE: "due"}


@dataclass(frozen=True, slots=True)
class SignerLine:
    """``at``: what the signer's machine claims."""

    name: str
    at: datetime | None
    issuer: str
    is_whole: bool
    is_trusted: bool


@dataclass(frozen=True, slots=True)
class SignaturePanel:
    state: State
    sentence: str
    signers: list[SignerLine]
    checked_at: datetime

    @classmethod
    def of(cls, file: StoredFile | None) -> "SignaturePanel | None":
        """None for a file without signatures; one query."""
        check = SignatureCheck.objects.filter(file=file).first() if file else None
        if check is None:
            return None
        return cls(
            state=State(check.get_verdict_display(), KINDS[check.verdict]),
            sentence=_sentence(check),
            signers=[_line(one) for one in check.signers],
            checked_at=check.checked_at,
        )


def _sentence(check: SignatureCheck) -> str:
    if check.verdict == V.UNREADABLE:
        return _("Tệp có chữ ký số nhưng không đọc được. Hãy hỏi nơi gửi trước khi dùng.")
    if check.verdict == V.ALTERED:
        return _("Nội dung tệp đã thay đổi sau khi ký. Hãy đề nghị nơi gửi gửi lại bản gốc.")
    if all(one["is_trusted"] for one in check.signers):
        return _("Tệp đúng như khi ký, chứng thư của người ký được đơn vị tin cậy.")
    if not check.had_roots:
        return _(
            "Tệp đúng như khi ký. Chưa biết chứng thư có thật hay không: đơn vị chưa khai báo nơi cấp"
            " chứng thư nào là tin cậy."
        )
    return _(
        "Tệp đúng như khi ký, nhưng chứng thư không do nơi đơn vị tin cậy cấp. Hãy hỏi nơi gửi nếu nghi ngờ."
    )


def _line(one: dict[str, object]) -> SignerLine:
    return SignerLine(
        name=str(one["name"]),
        at=parse_datetime(str(one["at"])) if one["at"] else None,
        issuer=str(one["issuer"]),
        is_whole=bool(one["is_whole"]),
        is_trusted=bool(one["is_trusted"]),
    )
