"""Writing a paper on the screen: our template is filled, and the file goes the way of every draft."""

from collections.abc import Mapping
from dataclasses import dataclass, replace

from django.contrib.auth.base_user import AbstractBaseUser
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from phongtrao.base.words import office_language
from phongtrao.documents.access import can_draft, can_edit_draft
from phongtrao.documents.models import (
    DocumentKind,
    OfficialDocument,
    StoredFile,
    TemplateVersion,
    WrittenDraft,
)
from phongtrao.documents.numbering import file_title
from phongtrao.documents.queries import symbol_for
from phongtrao.documents.services.drafts import keep_version, lock
from phongtrao.documents.services.files import read_file, store_bytes
from phongtrao.documents.services.outgoing import Draft, begin_draft, change_draft
from phongtrao.documents.services.templates import current_version
from phongtrao.documents.template_keys import template_key
from phongtrao.documents.word.render import fill_template
from phongtrao.documents.written import WrittenFacts, template_for
from phongtrao.lib.errors import BadInput
from phongtrao.lib.text import nfc
from phongtrao.orgs.models import Unit
from phongtrao.orgs.queries import superior_name


@dataclass(frozen=True, slots=True)
class Wording:
    """What the clerk types besides what every draft has."""

    text: str  # a paragraph each line
    addressed_to: str = ""  # “Kính gửi”, a line each
    place: str = ""
    capacity: str = ""
    position: str = ""
    signer: str = ""


@transaction.atomic
def write_draft(
    draft: Draft, wording: Wording, unit: Unit, *, by: AbstractBaseUser
) -> OfficialDocument:
    """Begin an outgoing paper of the unit from the blank template of its kind. S4-24."""
    can_draft(by, unit).enforce()
    facts = _facts(draft, wording, unit)
    template = current_version(template_for(draft.kind).key)
    file = _filled(template, facts, 1, by=by)
    document = begin_draft(draft, unit, file, by=by)
    WrittenDraft.objects.create(
        document=document, template=template, facts=facts.to_json(), file=file
    )
    return document


@transaction.atomic
def rewrite_draft(
    document: OfficialDocument, draft: Draft, wording: Wording, *, by: AbstractBaseUser
) -> OfficialDocument:
    """Say it otherwise: the template is filled again and becomes the next version.

    The same words make no new version, unless somebody uploaded another file in between.
    """
    document = lock(document)
    can_edit_draft(by, document).enforce()
    written = WrittenDraft.objects.select_related("file").filter(document=document).first()
    unit = document.issuer
    if written is None or unit is None:
        raise BadInput(_("Dự thảo này không soạn theo mẫu. Hãy tải bản mới lên."))
    facts = _facts(draft, wording, unit)
    template = current_version(template_for(draft.kind).key)
    is_same = facts.says_the_same(WrittenFacts.from_json(written.facts))
    if is_same and template.pk == written.template_id:
        return change_draft(document, draft, written.file, by=by)
    number = document.versions.count() + 1
    file = _filled(template, facts, number, by=by)
    changed = change_draft(document, draft, file, by=by)
    WrittenDraft.objects.filter(document=document).update(
        template=template, facts=facts.to_json(), file=file
    )
    return changed


def sign_otherwise(
    document: OfficialDocument, signature: Mapping[str, str], *, by: AbstractBaseUser
) -> bool:
    """The same words with another capacity, position and signer, as a new version.

    The caller has locked the document. False where the newest file was not written here.
    """
    rows = WrittenDraft.objects.filter(document=document, file=document.file_id)
    written = rows.select_related("template__template", "template__file").first()
    if written is None:
        return False
    facts = replace(WrittenFacts.from_json(written.facts), **signature)
    file = _filled(written.template, facts, document.versions.count() + 1, by=by)
    with office_language():
        why = _("Đổi khối ký cho người ký thay")
    keep_version(document, file, why, by=by)
    rows.update(facts=facts.to_json(), file=file)
    return True


# ------------------------------------------------------------------ pieces


def _facts(draft: Draft, wording: Wording, unit: Unit) -> WrittenFacts:
    said = {name: nfc(getattr(wording, name)).strip() for name in wording.__slots__}
    if not said["text"]:
        raise BadInput(_("Văn bản chưa có nội dung. Hãy ghi ít nhất một đoạn."))
    if draft.kind == DocumentKind.LETTER and not said["addressed_to"]:
        raise BadInput(_("Công văn phải có nơi được gửi. Hãy ghi vào ô “Kính gửi”."))
    facts = draft.facts()
    return WrittenFacts(
        kind=draft.kind,
        abstract=facts["abstract"],
        superior=superior_name(unit),
        issuer=unit.name,
        symbol=symbol_for(draft.kind, unit),
        recipients=facts.get("planned_recipients", ""),
        as_of=timezone.localdate().isoformat(),
        **said,
    )


def _filled(
    template: TemplateVersion, facts: WrittenFacts, number: int, *, by: AbstractBaseUser
) -> StoredFile:
    """The file of version ``number``, whose name tells it from the others."""
    form = template_key(template.template.key)
    content = fill_template(read_file(template.file), form.places, form.fill(facts.to_json()))
    with office_language():
        name = _("%(title)s (dự thảo, bản %(n)d).docx") % {
            "title": file_title(facts.abstract),
            "n": number,
        }
    return store_bytes(content, name, by=by)
