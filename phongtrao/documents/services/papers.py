"""Papers: requested with frozen facts, rendered by a job, approved as the very file that was read."""

from collections.abc import Mapping
from typing import Any

from django.contrib.auth.base_user import AbstractBaseUser
from django.db import transaction
from django.urls import reverse
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from phongtrao.audit.services import record
from phongtrao.base.words import office_language
from phongtrao.base.workflow import Transitions, move
from phongtrao.documents.access import can_approve_paper, can_request_paper
from phongtrao.documents.models import Paper, StoredFile
from phongtrao.documents.numbering import file_title
from phongtrao.documents.services.files import read_file, store_bytes
from phongtrao.documents.services.templates import current_version
from phongtrao.documents.tasks import render_paper_job
from phongtrao.documents.template_keys import template_key
from phongtrao.documents.word.mark import add_mark, change_mark
from phongtrao.documents.word.render import fill_template
from phongtrao.lib.errors import BadInput, DomainError
from phongtrao.lib.text import nfc
from phongtrao.notifications.services import notify
from phongtrao.orgs.models import Unit
from phongtrao.web.work import advance, finish, running, start_work

S = Paper.Status
TRANSITIONS: Transitions[Paper.Status] = {
    S.RENDERING: frozenset({S.DRAFT, S.FAILED}),
    S.FAILED: frozenset({S.DRAFT}),  # the job is tried again after a fault of the machine
    S.DRAFT: frozenset({S.APPROVED, S.RETURNED}),
    S.APPROVED: frozenset(),
    S.RETURNED: frozenset(),  # what was mended is the next version
}
STEPS = 3  # fill, mark, store


@transaction.atomic
def request_paper(
    template: str,
    title: str,
    facts: Mapping[str, Any],
    *,
    unit: Unit,
    by: AbstractBaseUser,
    version: int = 1,
) -> Paper:
    """Freeze the facts (plain JSON) and have the paper rendered by a job; ``paper.work`` shows how far.

    ``template`` is a registered key; ``version`` counts the papers about the same thing.
    """
    can_request_paper(by, unit).enforce()
    form = current_version(template)
    with office_language():
        work = start_work(_("Lập văn bản: %(title)s") % {"title": title[:250]}, by=by, total=STEPS)
    paper = Paper(
        title=title[:300],
        unit=unit,
        template=form,
        facts=dict(facts),
        version=version,
        requested_by_id=by.pk,
        work=work,
    )
    paper.full_clean()
    paper.save()
    record(paper, "documents.paper_requested", by=by, version=version, template=str(form))
    render_paper_job.defer(paper_id=paper.pk)
    return paper


def render_paper(paper_id: int) -> Paper:
    """The job: fill, mark, store. Safe to run twice; a paper that has its file is left alone."""
    paper = Paper.objects.select_related(
        "template__file", "template__template", "unit", "work"
    ).get(pk=paper_id)
    if paper.status in (S.DRAFT, S.APPROVED, S.RETURNED):
        return paper
    if paper.work_id is None:
        return _finish_draft(paper, _rendered(paper))
    with running(paper.work_id) as work:
        try:
            content = _rendered(paper)
        except DomainError as error:
            fail_paper(paper, str(error))
            raise
        advance(work, STEPS - 1)
        with transaction.atomic():
            _finish_draft(paper, content)
            finish(work, result_url=paper_url(paper), message=_("Đã lập xong, chờ duyệt."))
    return paper


@transaction.atomic
def fail_paper(paper: Paper, sentence: str) -> None:
    """Keep the paper with the reason; its facts stay, so that it can be rendered again."""
    if paper.status == S.RENDERING:
        move(paper, S.FAILED, TRANSITIONS, error=sentence)
        record(paper, "documents.paper_failed", by=None)


@transaction.atomic
def approve_paper(paper: Paper, *, by: AbstractBaseUser) -> Paper:
    """Approve exactly the draft that was read: the same file, with the approval marked on each page."""
    can_approve_paper(by, paper).enforce()
    if paper.file is None:
        raise DomainError(_("Văn bản chưa có tệp. Hãy lập lại."))
    moment = timezone.localtime()
    with office_language():
        mark = approved_mark(paper, date_format(moment, "d/m/Y H:i"))
        name = _file_name(paper, _("đã duyệt"))
        text = _("Đã duyệt “%(title)s”, phiên bản %(version)d.") % {
            "title": paper.title,
            "version": paper.version,
        }
    approved = store_bytes(change_mark(read_file(paper.file), mark), name, by=by)
    move(
        paper,
        S.APPROVED,
        TRANSITIONS,
        approved_file=approved,
        approved_by=by.pk,
        approved_at=moment,
    )
    record(
        paper, "documents.paper_approved", by=by, draft=paper.file.sha256, sha256=approved.sha256
    )
    if paper.requested_by_id != by.pk:
        notify(
            [paper.requested_by],
            text,
            key=f"paper:{paper.pk}:approved",
            url=paper_url(paper),
        )
    return paper


@transaction.atomic
def return_paper(paper: Paper, reason: str, *, by: AbstractBaseUser) -> Paper:
    """Send the draft back with what is to be mended; its office makes the next version."""
    can_approve_paper(by, paper).enforce()
    said = nfc(reason).strip()
    if not said:
        raise BadInput(_("Hãy ghi lý do trả lại để người lập biết cần sửa gì."))
    move(paper, S.RETURNED, TRANSITIONS, return_reason=said)
    record(paper, "documents.paper_returned", by=by, after={"reason": said})
    with office_language():
        words = _(
            "Lãnh đạo trả lại “%(title)s”, phiên bản %(version)d. Hãy sửa rồi lập phiên bản mới."
        )
        text = words % {"title": paper.title, "version": paper.version}
    if paper.requested_by_id != by.pk:
        key, url = f"paper:{paper.pk}:returned", paper_url(paper)
        notify([paper.requested_by], text, key=key, url=url)
    return paper


def paper_url(paper: Paper) -> str:
    return reverse("documents:paper", args=[paper.pk])


def draft_mark(paper: Paper) -> str:
    return _("Bản nháp, phiên bản %(version)d") % {"version": paper.version}


def approved_mark(paper: Paper, moment: str) -> str:
    """“Bản đã duyệt, phiên bản 2, 20/11/2026 10:42, mã 3F9A12C0”: the code is of the draft's hash."""
    return _("Bản đã duyệt, phiên bản %(version)d, %(moment)s, mã %(code)s") % {
        "version": paper.version,
        "moment": moment,
        "code": paper.code,
    }


# ------------------------------------------------------------------ pieces


def _rendered(paper: Paper) -> bytes:
    form = template_key(paper.template.template.key)
    filled = fill_template(read_file(paper.template.file), form.places, form.fill(paper.facts))
    return add_mark(filled, draft_mark(paper))


@transaction.atomic
def _finish_draft(paper: Paper, content: bytes) -> Paper:
    file: StoredFile = store_bytes(content, _file_name(paper, _("nháp")), by=paper.requested_by)
    move(paper, S.DRAFT, TRANSITIONS, file=file, error="")
    record(paper, "documents.paper_rendered", by=None, sha256=file.sha256)
    return paper


def _file_name(paper: Paper, state: str) -> str:
    return f"{file_title(paper.title)} ({state}, v{paper.version}).docx"
