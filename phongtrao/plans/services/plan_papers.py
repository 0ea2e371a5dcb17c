"""The paper of a plan drafted here: printed, printed again, and at its issue the plan in force. S0-53.

Paper and plan are locked in this order, everywhere: first the document, then the plan.
"""

from dataclasses import dataclass

from django.contrib.auth.base_user import AbstractBaseUser
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from phongtrao.audit.services import record
from phongtrao.base.words import office_language
from phongtrao.documents.access import can_edit_draft
from phongtrao.documents.models import DocumentKind, OfficialDocument, StoredFile, TemplateVersion
from phongtrao.documents.numbering import proposed_symbol
from phongtrao.documents.services import current_version, read_file, store_bytes
from phongtrao.documents.services.drafts import lock
from phongtrao.documents.services.outgoing import Draft, begin_draft, change_draft
from phongtrao.documents.template_keys import template_key
from phongtrao.documents.word.render import fill_template
from phongtrao.documents.written import WrittenFacts
from phongtrao.lib.errors import BadInput
from phongtrao.lib.text import nfc
from phongtrao.orgs.queries import superior_name
from phongtrao.plans.access import plans as access
from phongtrao.plans.issuing import letterhead_of, template_for
from phongtrao.plans.models import Plan, PlanPaper
from phongtrao.plans.paper import PlanPaperFacts
from phongtrao.plans.queries.plan_papers import (
    has_changed,
    paper_of,
    printed_targets,
    printed_tasks,
)
from phongtrao.plans.services.defects import check_paper_of
from phongtrao.plans.services.plans import hindrances_of, lock_draft, publish_plan


@dataclass(frozen=True, slots=True)
class PlanWording:
    """What the office says around the tasks; a paragraph each line. ``note``: what is new in this version."""

    carrying_out: str
    bases: str = ""
    opening: str = ""
    purpose: str = ""
    place: str = ""
    capacity: str = ""
    position: str = ""
    signer: str = ""
    recipients: str | None = None
    note: str = ""


@transaction.atomic
def print_plan(plan: Plan, wording: PlanWording, *, by: AbstractBaseUser) -> PlanPaper:
    """Fill the office's template; the first time the draft of the paper begins, then it is a new version.

    Refused while a plan has a registered document, or its paper is on the way to the signer.
    """
    access.can_print(by, plan).enforce()
    found = paper_of(plan)
    if found is None:
        return _begin(plan, wording, by=by)
    document = lock(found.document)
    can_edit_draft(by, document).enforce()
    lock_draft(plan)
    facts = facts_of(plan, wording)
    template = current_version(template_for(plan.owner))
    is_same = facts.says_the_same(PlanPaperFacts.from_json(found.facts))
    is_same = is_same and template.pk == found.template_id
    file = found.file if is_same else _filled(template, facts, by=by)
    change_draft(document, _draft(plan, wording), file, by=by)
    found.template, found.facts, found.file = template, facts.to_json(), file
    found.save(update_fields=["template", "facts", "file"])
    record(plan, "plans.paper_printed", by=by, version=document.versions.count())
    check_paper_of(plan, file)
    return found


@transaction.atomic
def release_paper(plan: Plan, *, by: AbstractBaseUser) -> OfficialDocument:
    """Part the paper from the plan: each goes its own way, the plan is published by hand again."""
    access.can_edit(by, plan).enforce()
    lock_draft(plan)
    found = paper_of(plan)
    if found is None:
        raise BadInput(_("Kế hoạch chưa có văn bản lập trên hệ thống. Hãy tải lại trang."))
    document = found.document
    found.delete()
    record(plan, "plans.paper_released", by=by, document=str(document))
    return document


def hindrances_of_paper(paper: PlanPaper) -> list[str]:
    """Why the paper may not go to its signer, nor be numbered; holds the plan until it is decided."""
    plan = (
        Plan.objects.select_for_update(of=("self",)).select_related("owner").get(pk=paper.plan_id)
    )
    if plan.status != Plan.Status.DRAFT:
        return [_("Kế hoạch của văn bản này đã ban hành. Hãy tách văn bản khỏi kế hoạch.")]
    said = hindrances_of(plan)
    if has_changed(plan, paper):
        said.append(
            _("Kế hoạch đã sửa sau khi lập văn bản. Hãy lập bản mới của văn bản rồi trình.")
        )
    return said


def enact_plan(paper: PlanPaper, document: OfficialDocument, *, by: AbstractBaseUser) -> None:
    """The paper has its number: the plan takes it and is in force. Called while the issue is under way."""
    plan = Plan.objects.select_related("owner").get(pk=paper.plan_id)
    plan.document = document
    plan.save(update_fields=["document"])
    publish_plan(plan, by=by)


def facts_of(plan: Plan, wording: PlanWording) -> PlanPaperFacts:
    if not wording.carrying_out.strip():
        raise BadInput(_("Kế hoạch chưa nói việc tổ chức thực hiện. Hãy ghi ít nhất một đoạn."))
    tasks = printed_tasks(plan)
    if not tasks:
        raise BadInput(_("Kế hoạch chưa có nhiệm vụ nào. Hãy thêm nhiệm vụ rồi lập văn bản."))
    return PlanPaperFacts(
        letter=_letter(plan, wording),
        opening=nfc(wording.opening).strip(),
        purpose=nfc(wording.purpose).strip(),
        carrying_out=nfc(wording.carrying_out).strip(),
        tasks=tasks,
        targets=printed_targets(plan),
    )


# ------------------------------------------------------------------ pieces


def _begin(plan: Plan, wording: PlanWording, *, by: AbstractBaseUser) -> PlanPaper:
    lock_draft(plan)
    facts = facts_of(plan, wording)
    template = current_version(template_for(plan.owner))
    file = _filled(template, facts, by=by)
    document = begin_draft(_draft(plan, wording), plan.owner, file, by=by)
    paper = PlanPaper(
        plan=plan, document=document, template=template, facts=facts.to_json(), file=file
    )
    paper.full_clean()
    paper.save()
    record(plan, "plans.paper_printed", by=by, version=1)
    check_paper_of(plan, file)
    return paper


def _draft(plan: Plan, wording: PlanWording) -> Draft:
    return Draft(DocumentKind.PLAN, plan.title, wording.note, wording.recipients)


def _letter(plan: Plan, wording: PlanWording) -> WrittenFacts:
    said = {
        name: nfc(getattr(wording, name)).strip()
        for name in ("place", "capacity", "position", "signer")
    }
    superior, issuer = letterhead_of(plan.owner, superior_name(plan.owner))
    return WrittenFacts(
        kind=DocumentKind.PLAN,
        abstract=plan.title,
        superior=superior,
        issuer=issuer,
        symbol=proposed_symbol(DocumentKind.PLAN, plan.owner),
        addressed_to="",
        text=nfc(wording.bases).strip(),
        recipients=_draft(plan, wording).facts().get("planned_recipients", ""),
        as_of=timezone.localdate().isoformat(),
        **said,
    )


def _filled(
    template: TemplateVersion, facts: PlanPaperFacts, *, by: AbstractBaseUser
) -> StoredFile:
    form = template_key(template.template.key)
    content = fill_template(read_file(template.file), form.places, form.fill(facts.to_json()))
    with office_language():
        name = _("%(title)s (dự thảo).docx") % {
            "title": facts.letter.abstract[:120].strip().replace("/", "-")
        }
    return store_bytes(content, name, by=by)
