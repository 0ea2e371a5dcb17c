"""Drafting: a new paper and its versions."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.contrib.auth.base_user import AbstractBaseUser
from django.core.files.base import File
from django.db import transaction
from django.utils.translation import gettext as _

from phongtrao.audit.services import changes, record
from phongtrao.base.words import office_language
from phongtrao.documents.access import can_draft, can_edit_draft
from phongtrao.documents.models import (
    DraftVersion,
    OfficialDocument,
    Paper,
    Purpose,
    StoredFile,
)
from phongtrao.documents.queries.recipients import read_lines, write_lines
from phongtrao.documents.services.drafts import (
    S,
    keep_version,
    lock,
    refuse_unread,
    void_approval,
)
from phongtrao.documents.services.files import store_file
from phongtrao.documents.template_keys import template_key
from phongtrao.lib.errors import BadInput
from phongtrao.lib.text import fold, nfc
from phongtrao.orgs.models import Unit

# What an approval is bound to besides the file. “Nơi nhận” is a part of the paper (NĐ 30/2020), and who
# signs answers for whom it goes to: docs/decisions/0009.
BOUND = frozenset({"kind", "abstract", "planned_recipients"})


@dataclass(frozen=True, slots=True)
class Draft:
    """What a clerk says of a paper before it has a number."""

    kind: str
    abstract: str
    note: str = ""  # what this version is, or what changed
    recipients: str | None = None  # “Nơi nhận”, a line each; None leaves those said before

    def facts(self) -> dict[str, Any]:
        said = {"kind": self.kind, "abstract": nfc(self.abstract).strip()}
        if self.recipients is None:
            return said
        lines = read_lines(self.recipients, Purpose.CARRY_OUT)
        return said | {"planned_recipients": write_lines(lines)}


@transaction.atomic
def draft_document(
    draft: Draft, unit: Unit, upload: "File[Any] | None", *, by: AbstractBaseUser
) -> OfficialDocument:
    """Begin an outgoing paper of the unit; ``upload`` is its first version, if there is one yet."""
    can_draft(by, unit).enforce()
    file = store_file(upload, by=by) if upload else None
    return begin_draft(draft, unit, file, by=by)


@transaction.atomic
def draft_from_paper(paper: Paper, *, by: AbstractBaseUser) -> OfficialDocument:
    """Begin with what the program wrote from a template: a report becomes the draft of its letter."""
    can_draft(by, paper.unit).enforce()
    if paper.current_file is None:
        raise BadInput(_("Văn bản chưa lập xong. Hãy đợi rồi đưa sang văn bản đi."))
    note = _("Lập từ mẫu “%(template)s”") % {"template": paper.template.template}
    draft = Draft("BC", paper.title, note[:300], recipients_of_paper(paper))
    return begin_draft(draft, paper.unit, paper.current_file, by=by)


@transaction.atomic
def edit_draft(
    document: OfficialDocument,
    draft: Draft,
    upload: "File[Any] | None" = None,
    *,
    by: AbstractBaseUser,
) -> OfficialDocument:
    """Correct what is said of it, or add a version. What was approved before is approved no more."""
    document = lock(document)
    can_edit_draft(by, document).enforce()
    file = store_file(upload, by=by) if upload else None
    return change_draft(document, draft, file, by=by)


def change_draft(
    document: OfficialDocument, draft: Draft, file: StoredFile | None, *, by: AbstractBaseUser
) -> OfficialDocument:
    """Write what is new of it; the caller has locked the document and asked whether it may be edited."""
    new_file = file if file and file.pk != document.file_id else None
    before, after = changes(document, draft.facts())
    bound = [name for name in after if name in BOUND]
    if document.status == S.APPROVED and (bound or new_file):
        void_approval(document, _changed(bound, new_file), by=by)
    if after:
        _write(document, after)
        record(document, "documents.draft_changed", by=by, before=before, after=after)
    if new_file:
        refuse_unread(new_file)
        keep_version(document, new_file, draft.note, by=by)
    elif "planned_recipients" in after:
        _keep_recipients(document, draft.note, by=by)
    return document


# ------------------------------------------------------------------ pieces


def begin_draft(
    draft: Draft, unit: Unit, file: StoredFile | None, *, by: AbstractBaseUser
) -> OfficialDocument:
    """Enter the paper; the caller has asked whether one may draft for the unit."""
    document = OfficialDocument(
        **draft.facts(), issuer=unit, issuer_name=unit.name, registered_by_id=by.pk
    )
    document.search_text = _search_text(document)
    document.full_clean()
    document.save()
    record(document, "documents.drafted", by=by, after=draft.facts())
    if file:
        refuse_unread(file)
        keep_version(document, file, draft.note, by=by)
    return document


def _write(document: OfficialDocument, after: dict[str, Any]) -> None:
    for name, value in after.items():
        setattr(document, name, value)
    document.search_text = _search_text(document)
    document.full_clean()
    document.save(update_fields=[*after, "search_text"])


def _keep_recipients(document: OfficialDocument, note: str, *, by: AbstractBaseUser) -> None:
    """The same file for others: a version of its own once somebody was shown the newest one."""
    newest = latest_version(document)
    if newest is None:
        return
    if newest.approvals.exists() or newest.opinions.exists():
        with office_language():
            said = note or _("Đổi nơi nhận")
        keep_version(document, newest.file, said, by=by)
    else:
        DraftVersion.objects.filter(pk=newest.pk).update(recipients=document.planned_recipients)


def _search_text(document: OfficialDocument) -> str:
    """As the register makes it, for a paper without number and signer."""
    return fold(f"{document.get_kind_display()} {document.abstract} {document.issuer_name}")


def _changed(after: Iterable[str], file: StoredFile | None) -> str:
    with office_language():
        said = {
            "kind": _("đổi loại văn bản"),
            "abstract": _("đổi trích yếu"),
            "planned_recipients": _("đổi nơi nhận"),
        }
        parts = [said[name] for name in after] + ([_("tải lên bản mới")] if file else [])
        return _("%(parts)s sau khi duyệt.") % {"parts": ", ".join(parts)}


def recipients_of_paper(paper: Paper) -> str:
    """“Nơi nhận” of a paper written from a template, where that has the places noi_nhan and luu."""
    said = template_key(paper.template.template.key).fill(paper.facts)
    lines = [row["dong"] for row in said.get("noi_nhan", ())]
    filing = said.get("luu", "")
    return "\n".join([*lines, *([f"Lưu: {filing}"] if filing else [])])


def latest_version(document: OfficialDocument) -> DraftVersion | None:
    return document.versions.select_related("file").order_by("-version").first()
