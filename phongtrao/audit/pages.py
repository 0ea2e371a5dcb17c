"""What the pages of the history show."""

from dataclasses import dataclass
from datetime import datetime

from django.contrib.auth.base_user import AbstractBaseUser
from django.core.paginator import Page, Paginator
from django.urls import reverse
from django.utils.translation import gettext as _

from phongtrao.audit import queries, visibility
from phongtrao.audit.models import Entry, Verification
from phongtrao.audit.words import Change, actor_of, changes_of, sentence_of
from phongtrao.web.components import State

LINES = 50


@dataclass(frozen=True, slots=True)
class Line:
    """One line as ``{% timeline %}`` prints it."""

    at: datetime
    actor: str
    sentence: str
    changes: list[Change]

    @classmethod
    def of(cls, entry: Entry) -> "Line":
        return cls(entry.at, actor_of(entry), sentence_of(entry), changes_of(entry))


@dataclass(frozen=True, slots=True)
class HistoryPage:
    """The history of one subject, fifty lines a page."""

    label: str
    url: str  # back to the subject; empty when it has no page
    page: Page[Entry]
    lines: list[Line]

    @classmethod
    def build(
        cls, subject_type: str, subject_id: str, page: str, reader: AbstractBaseUser
    ) -> "HistoryPage":
        rows = queries.history_of(subject_type, subject_id, reader=reader)
        found = Paginator(rows, LINES).get_page(page)
        entries = list(found)
        own = [entry for entry in entries if entry.subject_type == subject_type]
        label = own[0].subject_label if own else ""
        return cls(label, _url(subject_type, subject_id), found, [Line.of(e) for e in entries])


@dataclass(frozen=True, slots=True)
class ChainState:
    """The tile: how much is sealed, what waits, when it was last walked through."""

    sealed: int
    unsealed: int
    verified: Verification | None

    @classmethod
    def now(cls) -> "ChainState":
        return cls(queries.last_position(), queries.count_unsealed(), queries.last_verification())

    @property
    def state(self) -> State:
        if self.verified is None:
            return State(_("Chưa kiểm tra"), "neutral")
        if self.verified.broken_at is None:
            return State(_("Nguyên vẹn"), "done")
        why = _("Sai ở vị trí %(position)s: %(reason)s.")
        said = {"position": self.verified.broken_at, "reason": self.verified.reason}
        return State(_("Chuỗi bị hỏng"), "refused", why=why % said)


def _url(subject_type: str, subject_id: str) -> str:
    name = visibility.url_name_of(subject_type)
    return reverse(name, args=[subject_id]) if name else ""
