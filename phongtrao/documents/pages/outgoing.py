"""The page of an outgoing paper: where it is in its life, what may be done now, what differs."""

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import chain

from django.contrib.auth.base_user import AbstractBaseUser
from django.db.models import QuerySet
from django.urls import reverse
from django.utils.dateparse import parse_datetime
from django.utils.translation import gettext as _

from phongtrao.documents.access import (
    awaits_file,
    can_decide,
    can_edit_draft,
    can_finish_file,
    can_hand_to_deputy,
    can_number,
    can_recall,
    can_return,
    can_submit,
    can_take_signed,
    drafts_read_by,
)
from phongtrao.documents.access.circulation import can_distribute, reads_deliveries
from phongtrao.documents.comparison import (
    Change,
    Passage,
    compare,
    count_changes,
    only_changes,
    read_passages,
)
from phongtrao.documents.enactments import Enactment, enactments_of
from phongtrao.documents.models import (
    Approval,
    Delivery,
    DraftVersion,
    FinishedFile,
    OfficialDocument,
    Opinion,
    SignedCopy,
    WrittenDraft,
)
from phongtrao.documents.queries import (
    OpinionsGiven,
    approvals_of,
    finished_of,
    last_return,
    opinions_on,
    other_name,
    signed_copies_of,
    version_before,
    versions_of,
)
from phongtrao.documents.queries.recipients import named_above, planned_block
from phongtrao.documents.queries.unknown import Unknown, unknown_recipients
from phongtrao.documents.services import read_file
from phongtrao.lib.answers import Answer
from phongtrao.lib.errors import BadFile
from phongtrao.web.components import State, StateKind

S = OfficialDocument.Status
KINDS: dict[str, StateKind] = {
    S.DRAFT: "neutral",
    S.SUBMITTED: "running",
    S.APPROVED: "due",
    S.ISSUED: "done",
}
ICONS = {S.DRAFT: "edit", S.APPROVED: "check"}


def state_of_document(document: OfficialDocument) -> State:
    if document.is_cited_only:
        return State(_("Mới biết qua văn bản khác"), "neutral", icon="link")
    icon = ICONS.get(S(document.status), "")
    return State(document.get_status_display(), KINDS[document.status], icon=icon)


def state_of_way(approval: Approval) -> State:
    """What became of one way to the signer."""
    if approval.voided_at:
        return State(_("Mất hiệu lực"), "refused")
    if approval.returned_at:
        return State(_("Trả lại"), "refused")
    if approval.recalled_at:
        return State(_("Đã rút lại"), "neutral")
    if approval.approved_at:
        return State(_("Đã duyệt"), "done")
    return State(_("Chờ duyệt"), "running")


@dataclass(frozen=True, slots=True)
class Act:
    """A button and where it leads."""

    label: str
    url: str
    icon: str = ""


@dataclass(frozen=True, slots=True)
class Step:
    label: str
    kind: str  # done, now, later

    @property
    def is_now(self) -> bool:
        return self.kind == "now"

    @property
    def is_done(self) -> bool:
        return self.kind == "done"

    @property
    def icon(self) -> str:
        return {"done": "circle-check", "now": "progress"}.get(self.kind, "circle-dashed")


@dataclass(frozen=True, slots=True)
class SignedFile:
    """The signed PDF and who signed it, their times read from what was kept."""

    copy: SignedCopy
    signatures: list[dict[str, object]]

    @classmethod
    def of(cls, copy: SignedCopy) -> "SignedFile":
        return cls(copy, [one | {"at": parse_datetime(one["at"] or "")} for one in copy.signers])


@dataclass(frozen=True, slots=True)
class OutgoingPage:
    document: OfficialDocument
    state: State
    versions: list[DraftVersion]
    opinions: OpinionsGiven
    approvals: list[Approval]
    signed: list[SignedFile]
    can_edit: Answer
    can_recall: Answer
    can_take_signed: Answer
    primary: Act | None
    planned: list[str]  # “Nơi nhận” as it will be printed
    above: list[str]  # whom its “Như trên” stands for
    unknown: list[Unknown]  # of those, while they can still be mended
    is_written: bool  # on the screen: its words can be changed there
    sent: int  # recipients it went to
    finished: FinishedFile | None
    is_awaited: bool  # the file with its number and day
    enacts: list[Enactment]  # what is put in force with it

    @classmethod
    def build(cls, document: OfficialDocument, user: AbstractBaseUser) -> "OutgoingPage":
        opinions, approvals = opinions_on(document), approvals_of(document)
        asked = next((one for one in opinions.missing if one.asked_id == user.pk), None)
        is_issued = document.status == S.ISSUED
        sent = Delivery.objects.filter(document=document).count() if is_issued else 0
        is_awaited = awaits_file(document)
        return cls(
            document=document,
            state=state_of_document(document),
            versions=versions_of(document),
            opinions=opinions,
            approvals=approvals,
            signed=[SignedFile.of(copy) for copy in signed_copies_of(document)],
            can_edit=can_edit_draft(user, document),
            can_recall=can_recall(user, document),
            can_take_signed=can_take_signed(user, document),
            primary=next(
                chain(
                    _acts(document, user, approvals, asked),
                    _acts_unfinished(document, user, is_awaited=is_awaited),
                    _acts_issued(document, user, sent),
                ),
                None,
            ),
            planned=planned_block(document),
            above=named_above(document),
            unknown=unknown_recipients(document) if document.status == S.DRAFT else [],
            is_written=WrittenDraft.objects.filter(document=document).exists(),
            sent=sent,
            finished=finished_of(document) if is_issued else None,
            is_awaited=is_awaited,
            enacts=enactments_of(document),
        )

    @property
    def steps(self) -> list[Step]:
        """Draft, at the signer, approved, issued: what is behind, where it is, what is to come."""
        order = list(S)
        here = order.index(S(self.document.status))
        names = [_("Dự thảo"), _("Trình ký"), _("Đã duyệt"), _("Ban hành")]
        is_over = self.document.status == S.ISSUED
        return [
            Step(name, "done" if n < here or is_over else "now" if n == here else "later")
            for n, name in enumerate(names)
        ]

    @property
    def ways(self) -> list[tuple[Approval, State]]:
        return [(way, state_of_way(way)) for way in self.approvals]

    @property
    def latest(self) -> Approval | None:
        return self.approvals[0] if self.approvals else None

    @property
    def warning(self) -> Approval | None:
        """The last way to the signer, while the paper is back for a reason that must be read."""
        last = self.latest
        is_back = last and (last.returned_at or last.voided_at)
        return last if is_back and self.document.status == S.DRAFT else None

    @property
    def sentence(self) -> str:
        """One sentence of state: at whom it is, and what comes next."""
        last = self.latest
        if self.document.status == S.SUBMITTED and last:
            return _("Đang chờ %(who)s đọc và duyệt.") % {"who": last.signer}
        if self.document.status == S.APPROVED and last:
            return self._approved(last)
        if self.document.status == S.ISSUED:
            return self._issued_sentence()
        if self.opinions.missing:
            return _("Dự thảo đang xin ý kiến: %(n)d người chưa trả lời.") % {
                "n": len(self.opinions.missing)
            }
        return _("Dự thảo; chỉ văn phòng, thủ trưởng và đầu mối của đơn vị soạn xem được.")

    def _issued_sentence(self) -> str:
        if self.is_awaited:
            return _("Đã có số, nhưng tệp chưa có số và ngày. Hãy tải tệp hoàn chỉnh lên.")
        if not self.sent:
            return _("Đã ban hành, chưa gửi tới nơi nhận nào. Bước tiếp theo: gửi văn bản.")
        return _("Đã ban hành; xem trong sổ văn bản.")

    def _approved(self, last: Approval) -> str:
        if not self.enacts:
            return _("%(who)s đã duyệt; chờ cấp số và ngày ban hành.") % {"who": last.signer}
        return _("%(who)s đã duyệt; khi cấp số, “%(what)s” có hiệu lực ngay.") % {
            "who": last.signer,
            "what": self.enacts[0].label,
        }


def _acts(
    document: OfficialDocument,
    user: AbstractBaseUser,
    approvals: list[Approval],
    asked: Opinion | None,
) -> Iterator[Act]:
    """What this person can do for the paper now; the first is the page's one button."""
    pk, status = document.pk, document.status
    if status == S.SUBMITTED and approvals and can_decide(user, approvals[0]):
        yield Act(_("Đọc và duyệt"), reverse("documents:approval", args=[approvals[0].pk]), "check")
    if status == S.SUBMITTED and approvals and can_hand_to_deputy(user, approvals[0]):
        url = reverse("documents:approval", args=[approvals[0].pk])
        yield Act(_("Chuyển người ký thay"), url, "user-check")
    if asked and status != S.ISSUED:
        yield Act(_("Góp ý"), reverse("documents:opinion", args=[asked.pk]), "message")
    if _is_unmended(document, approvals) and can_edit_draft(user, document):
        yield _mend(document)
    if status == S.DRAFT and can_submit(user, document):
        yield Act(_("Trình ký"), reverse("documents:submit", args=[pk]), "send")
    if status == S.DRAFT and can_edit_draft(user, document):
        yield Act(_("Tải dự thảo lên"), reverse("documents:draft_edit", args=[pk]), "upload")
    if can_number(user, document):
        yield Act(_("Cấp số, ban hành"), reverse("documents:issue", args=[pk]), "tag")


def _acts_unfinished(
    document: OfficialDocument, user: AbstractBaseUser, *, is_awaited: bool
) -> Iterator[Act]:
    if is_awaited and can_finish_file(user, document):
        url = reverse("documents:finished_file", args=[document.pk])
        yield Act(_("Tải tệp hoàn chỉnh lên"), url, "upload")


def _acts_issued(document: OfficialDocument, user: AbstractBaseUser, sent: int) -> Iterator[Act]:
    """After the number: send it, then see who has it."""
    pk = document.pk
    if not sent and can_distribute(user, document):
        yield Act(_("Gửi văn bản tới nơi nhận"), reverse("documents:distribute", args=[pk]), "send")
    if sent and reads_deliveries(user, document):
        yield Act(_("Xem nơi nhận"), reverse("documents:deliveries", args=[pk]), "users")
    if document.status == S.ISSUED:
        yield Act(_("Xem trong sổ văn bản"), reverse("documents:document", args=[pk]), "file-text")


def _mend(document: OfficialDocument) -> Act:
    """Where its words are changed: on the screen, or in the file."""
    if WrittenDraft.objects.filter(document=document).exists():
        url = reverse("documents:draft_rewrite", args=[document.pk])
        return Act(_("Sửa nội dung"), url, "edit")
    for one in enactments_of(document):
        return Act(_("Sửa nội dung"), one.edit_url, "edit")
    url = reverse("documents:draft_edit", args=[document.pk])
    return Act(_("Sửa, tải bản mới"), url, "edit")


def _is_unmended(document: OfficialDocument, approvals: list[Approval]) -> bool:
    """Returned, and still as it was when it was returned."""
    if document.status != S.DRAFT or not approvals or not approvals[0].returned_at:
        return False
    last = approvals[0]
    said = (document.abstract, document.kind, document.planned_recipients)
    now = (document.file.sha256 if document.file else "", *said)
    return now == (last.sha256, last.abstract, last.kind, last.recipients)


# ------------------------------------------------------------------ comparison


@dataclass(frozen=True, slots=True)
class Comparison:
    """Two versions side by side; ``fault`` says why the text could not be read.

    ``recipients``: every line of the planned “Nơi nhận”, where any of them changed.
    """

    old: DraftVersion | None
    new: DraftVersion
    changes: list[Change]
    whole: list[Change]
    count: int
    recipients: list[Change]
    fault: str = ""

    @classmethod
    def build(cls, old: DraftVersion | None, new: DraftVersion) -> "Comparison":
        recipients = _other_recipients(old, new) if old else []
        try:
            after = read_passages(read_file(new.file), new.file.media_type)
            before = read_passages(read_file(old.file), old.file.media_type) if old else after
        except BadFile as error:
            return cls(old, new, [], [], 0, recipients, str(error))
        whole = compare(before, after)
        return cls(old, new, only_changes(whole), whole, count_changes(whole), recipients)


def _other_recipients(old: DraftVersion, new: DraftVersion) -> list[Change]:
    lines = [[Passage(line, "") for line in one.recipients.splitlines()] for one in (old, new)]
    found = compare(*lines)
    return found if count_changes(found) else []


@dataclass(frozen=True, slots=True)
class ApprovalPage:
    """What a signer reads before deciding."""

    approval: Approval
    comparison: Comparison
    can_decide: Answer
    can_return: Answer
    can_hand_over: Answer
    planned: list[str]  # “Nơi nhận” as it will be printed
    above: list[str]  # whom its “Như trên” stands for
    other_name: str  # printed in the file instead of the signer's
    others: int  # that wait for the same signer besides
    reads_draft: bool  # else the signer knows this version only
    opinions: OpinionsGiven  # for who decides, or reads the draft anyway
    last_return: Approval | None  # why an earlier version came back

    @classmethod
    def build(
        cls, approval: Approval, user: AbstractBaseUser, waiting: QuerySet[Approval]
    ) -> "ApprovalPage":
        earlier = version_before(approval.version)
        document, may_decide = approval.document, can_decide(user, approval)
        reads_draft = drafts_read_by(user).filter(pk=document.pk).exists()
        knows_all = reads_draft or bool(may_decide)
        return cls(
            approval=approval,
            comparison=Comparison.build(earlier, approval.version),
            can_decide=may_decide,
            can_return=can_return(user, approval),
            can_hand_over=can_hand_to_deputy(user, approval),
            planned=planned_block(document),
            above=named_above(document),
            other_name=other_name(approval.version.signer_name, approval.signer),
            others=waiting.exclude(pk=approval.pk).count(),
            reads_draft=reads_draft,
            opinions=opinions_on(document) if knows_all else OpinionsGiven([], [], []),
            last_return=last_return(approval) if knows_all else None,
        )
