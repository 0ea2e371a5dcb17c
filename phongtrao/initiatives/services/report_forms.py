"""Forms of report: an office's own from a shipped one, changed as a draft, issued; then frozen."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from django.contrib.auth.base_user import AbstractBaseUser
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from phongtrao.audit.services import record
from phongtrao.documents.fields import (
    Field,
    asks_otherwise,
    checked_all,
    new_key,
    read_fields,
    write_fields,
)
from phongtrao.documents.models import Form, FormVersion
from phongtrao.documents.services.shipped import Heading, copy_shipped, keep_heading
from phongtrao.initiatives.access.report_forms import can_edit_form
from phongtrao.initiatives.access.rounds import can_run
from phongtrao.lib.errors import BadInput, Conflict, WrongState
from phongtrao.orgs.models import Unit


@dataclass(frozen=True, slots=True)
class Read:
    """What was on screen when the change was made: the newest version, and its savings."""

    number: int
    saved: int = 0


@transaction.atomic
def copy_form(source: Form, unit: Unit, title: str, *, by: AbstractBaseUser) -> Form:
    """A form of the unit's own with the boxes of another, as a draft."""
    can_run(by, unit).enforce()
    newest = source.versions.issued().order_by("-number").first()
    if newest is None:
        raise WrongState(_("Mẫu này chưa ban hành. Hãy ban hành rồi sao, hoặc sao từ mẫu khác."))
    made = copy_shipped(source, unit, title)
    FormVersion.objects.create(
        form=made, number=1, fields=newest.fields, issued_at=None, made_by_id=by.pk
    )
    record(made, "initiatives.form_copied", by=by, source=source.title)
    return made


@transaction.atomic
def save_form(
    form: Form, heading: Heading, fields: Sequence[Field], read: Read, *, by: AbstractBaseUser
) -> FormVersion:
    """Keep what is typed as the draft; the version in force stays as it is. Without a change there is none.

    BadField says which box is wrong; Conflict, that somebody else saved or issued meanwhile.
    """
    can_edit_form(by, form).enforce()
    wanted = checked_all(fields)
    locked = Form.objects.select_for_update(of=("self",)).get(pk=form.pk)
    newest = _read_newest(locked, read)
    before, after = keep_heading(locked, heading)
    if after:
        record(locked, "initiatives.form_named", by=by, before=before, after=after)
    boxes = _keyed(wanted, locked, newest)
    is_same = boxes == read_fields(newest.fields)
    return newest if is_same else _keep_draft(newest, boxes, by)


@transaction.atomic
def issue_form(form: Form, read: Read, *, by: AbstractBaseUser) -> FormVersion:
    """The draft comes into force: new rounds begin with it, and nothing in it changes any more."""
    can_edit_form(by, form).enforce()
    locked = Form.objects.select_for_update(of=("self",)).get(pk=form.pk)
    draft = _draft_of(locked, read)
    checked_all(read_fields(draft.fields))
    issued = locked.versions.issued().order_by("-number").first()
    if issued and read_fields(issued.fields) == read_fields(draft.fields):
        raise BadInput(_("Bản nháp giống hệt phiên bản đang dùng. Hãy sửa, hoặc bỏ bản nháp."))
    draft.issued_at = timezone.now()
    draft.save(update_fields=["issued_at"])
    record(locked, "initiatives.form_issued", by=by, version=draft.number, boxes=len(draft.fields))
    return draft


@transaction.atomic
def drop_draft(form: Form, read: Read, *, by: AbstractBaseUser) -> bool:
    """What was not issued is gone; a form that never was goes with it. Returns whether the form is left."""
    can_edit_form(by, form).enforce()
    locked = Form.objects.select_for_update(of=("self",)).get(pk=form.pk)
    draft = _draft_of(locked, read)
    record(locked, "initiatives.form_draft_dropped", by=by, version=draft.number)
    draft.delete()
    if locked.versions.exists():
        return True
    locked.delete()
    return False


# ------------------------------------------------------------------ pieces


def _read_newest(form: Form, read: Read) -> FormVersion:
    newest = form.versions.latest("number")
    if (newest.number, newest.saved) != (read.number, read.saved):
        said = _("Người khác vừa lưu hoặc ban hành mẫu này. Hãy tải lại trang rồi sửa tiếp.")
        raise Conflict(said)
    return newest


def _draft_of(form: Form, read: Read) -> FormVersion:
    newest = _read_newest(form, read)
    if not newest.is_draft:
        raise WrongState(_("Mẫu không có bản nháp nào. Hãy sửa mẫu trước."))
    return newest


def _keep_draft(newest: FormVersion, boxes: list[Field], by: AbstractBaseUser) -> FormVersion:
    fields = write_fields(boxes)
    if newest.is_draft:
        newest.fields, newest.saved = fields, newest.saved + 1
        newest.save(update_fields=["fields", "saved"])
        return newest
    return FormVersion.objects.create(
        form=newest.form,
        number=newest.number + 1,
        fields=fields,
        issued_at=None,
        made_by_id=by.pk,
    )


def _keyed(wanted: Sequence[Field], form: Form, newest: FormVersion) -> list[Field]:
    """A box that was there keeps its key, so that rounds that change over keep what was written in it; one
    that asks otherwise is another box. No key of any version comes again.
    """
    versions = [read_fields(version.fields) for version in form.versions.all()]
    taken = [field for fields in versions for field in fields]
    issued = form.versions.issued().order_by("-number").first()
    last = {field.key: field for field in read_fields(issued.fields)} if issued else {}
    known = {field.key: field for field in read_fields(newest.fields)}
    found: list[Field] = []
    for field in wanted:
        was = last.get(field.key, known.get(field.key))
        is_new = was is None or asks_otherwise(was, field)
        key = new_key([*taken, *found]) if is_new or _has(found, field.key) else field.key
        found.append(replace(field, key=key))
    return found


def _has(fields: Sequence[Field], key: str) -> bool:
    return any(field.key == key for field in fields)
