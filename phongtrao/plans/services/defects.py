"""Texts checked by the linter: a plan being taken in, the paper of a plan written here.

A new check replaces what it found before; what a person dismissed stays dismissed, by the key of the
defect, for as long as it is found.
"""

from collections.abc import Sequence
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from django.contrib.auth.base_user import AbstractBaseUser
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from phongtrao.audit.services import record
from phongtrao.documents.models import StoredFile
from phongtrao.documents.services import read_file
from phongtrao.lib.errors import BadFile, BadInput, WrongState
from phongtrao.lib.text import nfc
from phongtrao.plans.access import defects as access
from phongtrao.plans.access.plans import visible_plans
from phongtrao.plans.models import Intake, Plan, TextCheck, TextDefect
from phongtrao.plans.queries.defects import ended_units_in, targets_above
from phongtrao.plans.queries.plan_papers import paper_of
from phongtrao.plans.queries.upper_plans import plan_carried_out
from phongtrao.reader import Block
from phongtrao.reader.lint import Defect, lint_source
from phongtrao.reader.load import load
from phongtrao.reader.model import MendedWord, Source

DECISION = ("dismissed_by_id", "dismissed_at", "reason")


@transaction.atomic
def check_intake(intake: Intake, *, by: AbstractBaseUser) -> TextCheck:
    """Check the text once more, as it was read; BadInput where there is none."""
    if not intake.blocks:
        raise BadInput(_("Chưa có văn bản để soát. Hãy đọc lại tệp trước."))
    check = check_text_of(intake)
    access.can_check(by, check).enforce()
    record(intake, "plans.text_checked", by=by, defects=check.defects.count())
    return check


@transaction.atomic
def check_plan(plan: Plan, *, by: AbstractBaseUser) -> TextCheck:
    """Check the paper of the plan as its draft stands now, with what was changed in Word."""
    access.can_check_plan(by, plan).enforce()
    paper = paper_of(plan)
    if paper is None:
        raise BadInput(_("Kế hoạch chưa có văn bản. Hãy lập văn bản rồi soát lỗi."))
    check = check_paper_of(plan, paper.document.file or paper.file)
    record(plan, "plans.text_checked", by=by, defects=check.defects.count())
    return check


@transaction.atomic
def dismiss_defect(defect: TextDefect, reason: str, *, by: AbstractBaseUser) -> TextDefect:
    """It is none, or it is meant so: the reason stays, here and in the history."""
    access.can_check(by, defect.text_check).enforce()
    said = nfc(reason).strip()
    if not said:
        raise BadInput(_("Hãy ghi lý do: vì sao chỗ này đúng, hoặc vì sao không sửa."))
    now = timezone.now()
    rows = TextDefect.objects.filter(pk=defect.pk, dismissed_at=None)
    if not rows.update(dismissed_by=by.pk, dismissed_at=now, reason=said):
        raise WrongState(_("Lỗi này đã được bỏ qua hoặc vừa được soát lại. Hãy tải lại trang."))
    defect.refresh_from_db()
    subject = defect.text_check.subject
    record(subject, "plans.defect_dismissed", by=by, reason=said, defect=defect.found.what)
    return defect


@transaction.atomic
def restore_defect(defect: TextDefect, *, by: AbstractBaseUser) -> TextDefect:
    """Take back that it was dismissed: it waits again."""
    access.can_check(by, defect.text_check).enforce()
    rows = TextDefect.objects.filter(pk=defect.pk, dismissed_at__isnull=False)
    if not rows.update(dismissed_by=None, dismissed_at=None, reason=""):
        raise WrongState(_("Lỗi này đang chờ sửa, không phải lấy lại. Hãy tải lại trang."))
    defect.refresh_from_db()
    record(defect.text_check.subject, "plans.defect_restored", by=by, defect=defect.found.what)
    return defect


def check_text_of(intake: Intake) -> TextCheck:
    """Part of taking in: the text has just been read, or the plan it became has got one above."""
    blocks = tuple(_block(stored) for stored in intake.blocks)
    above = plan_carried_out(intake, visible_plans(intake.uploaded_by))
    ended = ended_units_in(_words(blocks))
    found = lint_source(Source(blocks), ended=ended, parent=targets_above(above))
    check, _new = TextCheck.objects.update_or_create(
        intake=intake, defaults={"file": intake.file, "checked_at": timezone.now()}
    )
    return _write(check, found)


def check_paper_of(plan: Plan, file: StoredFile) -> TextCheck:
    """Part of printing: the paper has just been filled. A file the reader cannot take has no defects."""
    source = _source_of(file)
    ended = ended_units_in(_words(source.blocks))
    found = (
        lint_source(source, ended=ended, parent=targets_above(plan.parent)) if source.blocks else []
    )
    check, _new = TextCheck.objects.update_or_create(
        plan=plan, defaults={"file": file, "checked_at": timezone.now()}
    )
    return _write(check, found)


# ------------------------------------------------------------------ pieces


def _source_of(file: StoredFile) -> Source:
    with TemporaryDirectory(prefix="phongtrao-") as folder:
        path = Path(folder) / f"van-ban{Path(file.name).suffix}"
        path.write_bytes(read_file(file))
        try:
            return load(path)
        except BadFile:
            return Source(())


def _write(check: TextCheck, found: Sequence[Defect]) -> TextCheck:
    decided = {
        row["key"]: {name: row[name] for name in DECISION}
        for row in check.defects.exclude(dismissed_at=None).values("key", *DECISION)
    }
    check.defects.all().delete()
    TextDefect.objects.bulk_create(
        TextDefect(**_fields(check, defect, place), **decided.get(defect.key, {}))
        for place, defect in enumerate(found)
    )
    return check


def _fields(check: TextCheck, defect: Defect, place: int) -> dict[str, object]:
    where = defect.passage
    return {
        "text_check": check,
        "position": place,
        "rule": defect.rule.key,
        "severity": defect.rule.severity,
        "key": defect.key,
        "quote": defect.quote,
        "facts": dict(defect.facts),
        "passage": where.text,
        "first_block": where.first_block,
        "last_block": where.last_block,
        "page": where.page,
        "line": where.line,
    }


def _block(stored: dict[str, Any]) -> Block:
    """As it was read; an intake of an earlier version may lack what blocks have learnt since."""
    mended = tuple(MendedWord(**word) for word in stored.get("mended", ()))
    return Block(**stored | {"cells": tuple(stored["cells"]), "mended": mended})


def _words(blocks: Sequence[Block]) -> str:
    return "\n".join(block.text for block in blocks)
