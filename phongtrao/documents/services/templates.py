"""Versions of Word templates. The first is ours; an office may put its own in its place."""

from typing import Any

from django.contrib.auth.base_user import AbstractBaseUser
from django.core.files.base import File
from django.db import transaction
from django.utils.translation import gettext as _

from phongtrao.audit.services import record
from phongtrao.documents.access import can_manage_templates
from phongtrao.documents.content import WORD
from phongtrao.documents.models import StoredFile, Template, TemplateVersion
from phongtrao.documents.services.files import read_file, store_bytes, store_file
from phongtrao.documents.template_keys import TemplateKey, template_key
from phongtrao.documents.word.check import TemplateError, check_template
from phongtrao.documents.word.render import fill_template
from phongtrao.lib.errors import BadFile
from phongtrao.lib.words import gettext_noop


class BadTemplate(BadFile):
    """Every fault of an uploaded template at once."""

    default = gettext_noop(
        "Mẫu còn lỗi nên chưa dùng được. Hãy sửa các chỗ được nêu rồi tải lên lần nữa."
    )

    def __init__(self, errors: list[TemplateError]) -> None:
        super().__init__()
        self.errors = tuple(errors)


@transaction.atomic
def current_version(key: str) -> TemplateVersion:
    """The newest version; ours is entered when it is new, or newer than ours of before.

    A version an office has uploaded stays in force: a new one of ours never replaces it.
    """
    form = template_key(key)
    template = _template(form)
    newest = template.versions.select_related("file").order_by("-version").first()
    if newest and newest.uploaded_by_id is not None:
        return newest
    file = store_bytes(form.default.read_bytes(), form.default.name, by=None)
    if newest and newest.file_id == file.pk:
        return newest
    return _add_version(template, file, _("Mẫu kèm theo phần mềm"), by=None)


@transaction.atomic
def upload_template(
    key: str, upload: "File[Any]", note: str = "", *, by: AbstractBaseUser
) -> TemplateVersion:
    """Put a new version in force after checking every place and filling it with sample facts once.

    Raises BadTemplate with all its errors, or BadFile for a file that is no .docx.
    """
    can_manage_templates(by).enforce()
    form = template_key(key)
    current_version(key)  # ours stays in the list as the one before
    file = store_file(upload, by=by)
    if file.media_type != WORD:
        raise BadFile(_("Mẫu phải là tệp Word (.docx). Hãy lưu mẫu thành .docx rồi tải lên."))
    content = read_file(file)
    if errors := check_template(content, form.places):
        raise BadTemplate(errors)
    fill_template(content, form.places, form.fill(form.sample()))
    return _add_version(_template(form), file, note, by=by)


def _template(form: TemplateKey) -> Template:
    """The row, locked: two uploads at once get two version numbers."""
    Template.objects.bulk_create(
        [Template(key=form.key, title=str(form.title))], ignore_conflicts=True
    )
    return Template.objects.select_for_update().get(key=form.key)


def _add_version(
    template: Template, file: StoredFile, note: str, *, by: AbstractBaseUser | None
) -> TemplateVersion:
    version = TemplateVersion(
        template=template,
        version=template.versions.count() + 1,
        file=file,
        note=note,
        uploaded_by_id=by.pk if by else None,
    )
    version.full_clean()
    version.save()
    record(template, "documents.template_version", by=by, version=version.version)
    return version
