"""The page of the file an issued paper goes out with, beside the one that was approved."""

from dataclasses import dataclass

from django.contrib.auth.base_user import AbstractBaseUser
from django.utils.translation import gettext as _

from phongtrao.documents.access import awaits_file, can_finish_file
from phongtrao.documents.comparison import (
    Change,
    compare,
    count_changes,
    only_changes,
    read_passages,
)
from phongtrao.documents.models import Approval, FinishedFile, OfficialDocument, StoredFile
from phongtrao.documents.services import read_file
from phongtrao.lib.answers import Answer
from phongtrao.lib.errors import BadFile


@dataclass(frozen=True, slots=True)
class FileDifference:
    """What differs in the words of two files; ``fault`` says why it cannot be told."""

    changes: list[Change]
    count: int
    fault: str = ""

    @classmethod
    def build(cls, old: StoredFile, new: StoredFile) -> "FileDifference":
        try:
            before = read_passages(read_file(old), old.media_type)
            after = read_passages(read_file(new), new.media_type)
        except BadFile as error:
            return cls([], 0, str(error))
        if not after:
            return cls([], 0, _("Tệp không có chữ, có lẽ là bản quét: hãy mở ra và tự đối chiếu."))
        found = compare(before, after)
        return cls(only_changes(found), count_changes(found))


@dataclass(frozen=True, slots=True)
class FinishedPage:
    """``offered`` waits for somebody to compare and agree; ``current`` is what the others get."""

    document: OfficialDocument
    approval: Approval
    current: FinishedFile | None
    offered: FinishedFile | None
    difference: FileDifference | None
    is_awaited: bool
    can_finish: Answer

    @classmethod
    def build(
        cls, document: OfficialDocument, approval: Approval, user: AbstractBaseUser
    ) -> "FinishedPage":
        rows = FinishedFile.objects.filter(approval=approval).select_related("file", "added_by")
        found = list(rows.order_by("-pk"))
        offered = next((one for one in found if one.agreed_at is None), None)
        current = next((one for one in found if one.agreed_at), None)
        shown = offered or current
        return cls(
            document=document,
            approval=approval,
            current=current,
            offered=offered,
            difference=FileDifference.build(approval.version.file, shown.file) if shown else None,
            is_awaited=awaits_file(document),
            can_finish=can_finish_file(user, document),
        )

    @property
    def sentence(self) -> str:
        """One sentence of state."""
        if self.offered:
            return _("Hãy đối chiếu tệp vừa tải lên với bản đã duyệt, rồi xác nhận dùng tệp này.")
        if self.is_awaited:
            return _("Tệp đã duyệt chưa có số và ngày. Hãy tải tệp hoàn chỉnh lên trước khi gửi.")
        if self.current:
            said = {"way": self.current.get_way_display(), "who": self.current.added_by}
            return _("Tệp gửi đi: %(way)s (%(who)s).") % said
        return _("Văn bản gửi đi đúng tệp đã duyệt.")
