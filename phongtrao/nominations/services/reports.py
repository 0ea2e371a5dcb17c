"""The achievement report of a nomination: filled from facts, written by people, its two summaries. S3-49 S3-50"""

import re
from collections.abc import Mapping, Sequence

from django.contrib.auth.base_user import AbstractBaseUser
from django.db import transaction
from django.db.models import F, Q
from django.utils import timezone
from django.utils.translation import gettext as _

from phongtrao.audit.services import record
from phongtrao.lib.errors import BadInput, Conflict
from phongtrao.lib.text import nfc
from phongtrao.nominations.access.submissions import can_write
from phongtrao.nominations.models import Nomination
from phongtrao.nominations.queries.report_facts import lines_of
from phongtrao.nominations.report_forms import TABLE, Section, form_of, limits
from phongtrao.nominations.services.locking import lock_nomination

_SENTENCE = re.compile(r"(?<=[.!?…;])\s+")


def on_record(found: Nomination) -> dict[str, str]:
    """What the sections of the report can be filled with, by their keys."""
    lines = lines_of([found])[found.pk]
    said = {
        section.key: "\n".join(line for source in section.sources for line in lines.get(source, ()))
        for section in form_of(found).sections
    }
    return {key: words for key, words in said.items() if words}


@transaction.atomic
def fill_report(found: Nomination, *, by: AbstractBaseUser) -> list[str]:
    """Write what is on record into sections that are still empty, and the name as the record has it; what was filled."""
    can_write(by, found).enforce()
    held = lock_nomination(found.pk)
    filled = _take_name(held)
    said, recorded = dict(held.report), on_record(held)
    for section in form_of(found).sections:
        if section.key in recorded and not said.get(section.key, "").strip():
            said[section.key] = recorded[section.key]
            filled.append(section.label)
    if not filled:
        return []
    Nomination.objects.filter(pk=found.pk).update(
        report=said, saved=F("saved") + 1, saved_from="", written_at=timezone.now()
    )
    record(found, "nominations.report_filled", by=by, count=len(filled))
    found.refresh_from_db()
    return filled


@transaction.atomic
def save_report(
    found: Nomination,
    values: Mapping[str, str],
    seen: int,
    *,
    by: AbstractBaseUser,
    page: str = "",
    follows: str = "",
) -> Nomination:
    """Keep what is written so far; ``values`` by keys of sections, and ``summary``, ``brief``. No line of history.

    ``seen``: the count of savings the page was opened with. Conflict when somebody else saved meanwhile: nothing is
    overwritten. ``page`` marks the saving; one marked ``follows`` may have come between.
    """
    can_write(by, found).enforce()
    said = {key: nfc(words).strip() for key, words in values.items()}
    for name, most in limits().items():
        if len(said.get(name, "")) > most:
            raise BadInput(_("Phần tóm tắt dài hơn %d ký tự. Hãy viết ngắn lại.") % most)
    report = {one.key: said.get(one.key, "") for one in form_of(found).sections}
    changes = {"report": report, "summary": said.get("summary", ""), "brief": said.get("brief", "")}
    known = Q(saved=seen) | (Q(saved=seen + 1, saved_from=follows) if follows else Q())
    rows = Nomination.objects.filter(known, pk=found.pk, status=found.status)
    marks = {"saved": F("saved") + 1, "saved_from": page, "written_at": timezone.now()}
    if not rows.update(**changes, **marks):
        said_why = _(
            "Người khác vừa lưu báo cáo này, hoặc hồ sơ vừa được gửi. Hãy chép phần anh chị vừa viết rồi"
            " tải lại trang."
        )
        raise Conflict(said_why)
    found.refresh_from_db()
    return found


def _take_name(held: Nomination) -> list[str]:
    """A name may be corrected in the record after somebody was chosen; nobody types it here."""
    name = held.person.full_name if held.person else held.unit.name
    if held.name == name:
        return []
    if held.report.get("name", "").strip() == held.name:
        held.report["name"] = name
    held.name = name
    Nomination.objects.filter(pk=held.pk).update(name=name)
    return [_("Tên trong danh sách")]


def propose_summary(sections: Sequence[Section], report: Mapping[str, str], most: int) -> str:
    """Whole sentences of part II, as many as there is room for; tables and who somebody is are left out."""
    words = " ".join(
        " ".join(report.get(one.key, "").split())
        for one in sections
        if one.kind != TABLE and one.key not in ("name", "about", "duties")
    )
    said = ""
    for sentence in _SENTENCE.split(words):
        longer = f"{said} {sentence}".strip()
        if len(longer) > most:
            break
        said = longer
    return said
