"""A draft written over at once: by what stood there before, by a report in Word."""

import tempfile
from collections.abc import Mapping
from dataclasses import replace
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any

from django.contrib.auth.base_user import AbstractBaseUser
from django.db import transaction
from django.utils.translation import gettext as _

from phongtrao.audit.services import record
from phongtrao.documents.content import WORD
from phongtrao.documents.fields import TEXTS, read_fields
from phongtrao.documents.services.files import read_file
from phongtrao.initiatives import dossier
from phongtrao.initiatives.access.initiatives import can_write
from phongtrao.initiatives.models import EarlierDraft, Initiative, InitiativeFile
from phongtrao.initiatives.report_parts import Part, read_parts
from phongtrao.initiatives.services.earlier import keep_earlier
from phongtrao.initiatives.services.writing import Draft, Figure, save_draft
from phongtrao.lib.errors import BadFile, BadInput
from phongtrao.reader.load import load_printed


@transaction.atomic
def restore_draft(
    earlier: EarlierDraft, initiative: Initiative, seen: int, *, by: AbstractBaseUser
) -> Initiative:
    """Write what stood then over what stands now, which is kept in its turn. Authors and files stay."""
    can_write(by, initiative).enforce()
    keep_earlier(initiative, by=by, at_once=True)
    save_draft(initiative, _draft_of(earlier.data), seen, by=by)
    record(initiative, "initiatives.draft_restored", by=by)
    return initiative


def parts_of(initiative: Initiative, file: InitiativeFile) -> list[Part]:
    """The Word report taken apart for the boxes of the round's form. BadFile where it cannot be read."""
    if file.file.media_type != WORD:
        raise BadFile(_("“%s” không phải tệp Word (.docx). Hãy lưu lại thành .docx.") % file.name)
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "bao-cao.docx"
        path.write_bytes(read_file(file.file))
        blocks = load_printed(path).blocks
    fields = read_fields(initiative.round.form.fields)
    sections = [box.section for box in fields if box.section]
    return read_parts(blocks, text_boxes(initiative), sections)


def text_boxes(initiative: Initiative) -> dict[str, str]:
    """Boxes of the form that hold words: key → name."""
    fields = read_fields(initiative.round.form.fields)
    return {box.key: box.label for box in fields if box.kind in TEXTS}


@transaction.atomic
def pour_report(
    initiative: Initiative,
    placed: Mapping[str, str],
    seen: int,
    *,
    replaces: bool,
    by: AbstractBaseUser,
) -> Initiative:
    """Put texts into boxes (key → text): behind what stands there, or in its place. One press undoes it."""
    can_write(by, initiative).enforce()
    filled = {key: text for key, text in placed.items() if text.strip()}
    if not filled:
        raise BadInput(_("Chưa chọn ô nào. Hãy chọn ô cho ít nhất một phần của báo cáo."))
    keep_earlier(initiative, by=by, at_once=True)
    draft = _draft_of(dossier.written(initiative))
    values = dict(draft.values)
    for key, text in filled.items():
        had = "" if replaces else str(values.get(key, ""))
        values[key] = "\n\n".join(filter(None, [had, text]))
    save_draft(initiative, replace(draft, values=values), seen, by=by)
    record(initiative, "initiatives.report_poured", by=by, boxes=len(filled))
    return initiative


def _draft_of(data: Mapping[str, Any]) -> Draft:
    day = data["first_used_on"]
    return Draft(
        title=data["title"],
        solution=data["solution"],
        area=data["area"],
        theme=data["theme"],
        tags=tuple(data["tags"]),
        first_use=data["first_use"],
        first_used_on=date.fromisoformat(day) if day else None,
        values=data["values"],
        secret_keys=tuple(data["secret_keys"]),
        figures=tuple(
            Figure(row["name"], row["measure"], Decimal(row["before"]), Decimal(row["after"]))
            for row in data["effects"]
        ),
        first_users=tuple(
            (row["name"], row["workplace"], row["work"]) for row in data["first_users"]
        ),
    )
