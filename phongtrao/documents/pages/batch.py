"""The papers a signer is about to approve at once: what each is, and in a line what is new in it."""

from collections.abc import Sequence
from dataclasses import dataclass

from django.utils.text import Truncator
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from phongtrao.documents.models import Approval
from phongtrao.documents.pages.outgoing import Comparison
from phongtrao.documents.queries import other_name, version_before

# Reading two files of a paper takes some hundredths of a second; of more papers the note must do.
MOST_COMPARED = 20
LENGTH = 90  # characters quoted of the first change


@dataclass(frozen=True, slots=True)
class BatchRow:
    way: Approval
    changed: str
    other_name: str  # printed in the file instead of the signer's

    @classmethod
    def all_of(cls, ways: Sequence[Approval]) -> list["BatchRow"]:
        return [
            cls(
                way,
                _read_change(way) if place < MOST_COMPARED else said_change(way),
                other_name(way.version.signer_name, way.signer),
            )
            for place, way in enumerate(ways)
        ]


def said_change(approval: Approval) -> str:
    """What the drafter says is new; nothing is read for it."""
    if approval.version.version == 1:
        return _("Bản đầu tiên")
    return approval.version.note or _("Không ghi chú")


def _read_change(approval: Approval) -> str:
    """“Khác bản 1 ở 2 đoạn: “Nộp trước ngày 20/12.””, after the drafter's own note."""
    earlier = version_before(approval.version)
    if earlier is None:
        return said_change(approval)
    found = Comparison.build(earlier, approval.version)
    if found.fault:
        return said_change(approval)
    words = ngettext(
        "Khác bản %(old)d ở %(n)d đoạn", "Khác bản %(old)d ở %(n)d đoạn", found.count
    ) % {"old": earlier.version, "n": found.count}
    first = next((change for change in found.changes if change.kind != "same"), None)
    if first:
        kept = [piece for piece in first.pieces if piece.kind != "removed"] or first.pieces
        said = " ".join(piece.text.strip() for piece in kept)
        words = f"{words}: “{Truncator(said).chars(LENGTH)}”"
    if found.recipients:
        words = f"{words}. {_('Nơi nhận dự kiến đã đổi')}"
    note = approval.version.note
    return f"{note}. {words}" if note else words
