"""Files of an initiative: added and taken away while it is written."""

from typing import Any

from django.contrib.auth.base_user import AbstractBaseUser
from django.core.files.base import File
from django.db import transaction
from django.utils.translation import gettext as _

from phongtrao.audit.services import record
from phongtrao.documents.services.files import clean_name, store_file
from phongtrao.initiatives.access.initiatives import can_write
from phongtrao.initiatives.models import Initiative, InitiativeFile
from phongtrao.lib.errors import BadInput

MOST_FILES = 30


@transaction.atomic
def attach_file(
    initiative: Initiative,
    file: "File[Any]",
    *,
    key: str = "",
    is_secret: bool = False,
    by: AbstractBaseUser,
) -> InitiativeFile:
    """``key``: the box of the form that asks for it. BadFile for what may not be stored; BadInput for the same content a second time, whatever its name."""
    locked = _writable(initiative, by)
    if locked.files.count() >= MOST_FILES:
        raise BadInput(_("Hồ sơ đã có %d tệp. Hãy gộp các tệp nhỏ lại.") % MOST_FILES)
    stored = store_file(file, by=by)
    if known := locked.files.filter(file=stored).first():
        said = _("Tệp này đã có trong hồ sơ với tên “%s”, không cần tải lên lần nữa.")
        raise BadInput(said % known.name)
    added = InitiativeFile(
        initiative=locked,
        file=stored,
        name=clean_name(file.name or ""),
        key=key,
        is_secret=is_secret,
    )
    added.full_clean()
    added.save()
    record(locked, "initiatives.file_added", by=by)
    return added


@transaction.atomic
def detach_file(initiative: Initiative, pk: int, *, by: AbstractBaseUser) -> str:
    """Out of what is being written; versions handed in before keep it. Returns its name."""
    found = _writable(initiative, by).files.filter(pk=pk).first()
    if found is None:
        raise BadInput(_("Tệp này không còn trong hồ sơ. Hãy tải lại trang."))
    found.delete()
    record(initiative, "initiatives.file_dropped", by=by)
    return found.name


def _writable(initiative: Initiative, by: AbstractBaseUser) -> Initiative:
    """Locked: what is handed in this moment gets no file more."""
    rows = Initiative.objects.select_for_update(of=("self",)).select_related("round")
    locked = rows.get(pk=initiative.pk)
    can_write(by, locked).enforce()
    return locked
