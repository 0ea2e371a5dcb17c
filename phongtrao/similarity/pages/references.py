"""The page of one reference text, and what became of the files somebody brought."""

from collections import Counter
from dataclasses import dataclass

from django.contrib.auth.base_user import AbstractBaseUser
from django.utils.translation import gettext as _

from phongtrao.lib.answers import Answer
from phongtrao.similarity.access.references import can_add
from phongtrao.similarity.models import IndexedText, ReferenceFile, ReferenceLoad, ReferenceText
from phongtrao.similarity.reference_kind import KEY
from phongtrao.web.components import State, StateKind

SHOWN = 20_000  # characters; the rest is in the file
S = ReferenceFile.Status
KINDS: dict[str, StateKind] = {
    S.WAITING: "due",
    S.ADDED: "done",
    S.SAME: "neutral",
    S.REFUSED: "refused",
    S.OPENED: "neutral",
}


def state_of_reference(text: ReferenceText) -> State:
    return State(_("Đã thôi dùng"), "neutral") if text.out_since else State(_("Đang dùng"), "done")


@dataclass(frozen=True, slots=True)
class ReferencePage:
    text: ReferenceText
    state: State
    reading: State | None  # None once it is read
    words: str
    is_cut: bool
    may_keep: Answer

    @classmethod
    def build(cls, text: ReferenceText, user: AbstractBaseUser) -> "ReferencePage":
        return cls(
            text=text,
            state=state_of_reference(text),
            reading=None if text.out_since else _reading_of(text),
            words=text.words[:SHOWN],
            is_cut=len(text.words) > SHOWN,
            may_keep=can_add(user, text.owner),
        )

    @property
    def is_link(self) -> bool:
        return self.text.origin.startswith(("http://", "https://")) and " " not in self.text.origin


def _reading_of(text: ReferenceText) -> State | None:
    rows = list(IndexedText.objects.filter(kind=KEY, number=text.pk).order_by("-pk"))
    if any(row.status == IndexedText.Status.DONE for row in rows):
        return None
    if rows and rows[0].status == IndexedText.Status.FAILED:
        return State(_("Chưa đưa được vào chỉ mục"), "late", why=rows[0].fault)
    return State(_("Chờ đưa vào chỉ mục"), "due")


@dataclass(frozen=True, slots=True)
class LoadPage:
    load: ReferenceLoad
    counts: list[tuple[State, int]]

    @classmethod
    def build(cls, load: ReferenceLoad) -> "LoadPage":
        counts = Counter(load.files.order_by().values_list("status", flat=True))
        return cls(load, [(State(one.label, KINDS[one]), counts[one]) for one in S if counts[one]])

    @property
    def is_running(self) -> bool:
        return bool(self.load.work and self.load.work.ended_at is None)


def state_of_file(row: ReferenceFile) -> State:
    return State(row.get_status_display(), KINDS[row.status])
