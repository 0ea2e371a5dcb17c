"""An initiative leaves its council undecided: its authors ask for it, or whoever runs the council takes it out."""

from django.contrib.auth.base_user import AbstractBaseUser
from django.db import transaction
from django.utils.translation import gettext as _

from phongtrao.audit.services import record
from phongtrao.base.words import office_language
from phongtrao.base.workflow import move
from phongtrao.councils.models import Case
from phongtrao.initiatives.access.council import can_ask_back, can_stop_asking
from phongtrao.initiatives.blind import redactor_of
from phongtrao.initiatives.models import Initiative
from phongtrao.initiatives.services.submitting import TRANSITIONS
from phongtrao.initiatives.services.telling import tell_all_authors
from phongtrao.lib.errors import BadInput
from phongtrao.lib.text import nfc

S = Initiative.Status


@transaction.atomic
def ask_back(initiative: Initiative, reason: str, *, by: AbstractBaseUser) -> Initiative:
    """An author asks its office to take it out of the council; until then nothing else changes."""
    locked = _lock(initiative)
    can_ask_back(by, locked).enforce()
    said = nfc(reason).strip()
    if not said:
        raise BadInput(_("Hãy ghi lý do đề nghị rút."))
    Initiative.objects.filter(pk=locked.pk).update(asked_back=said)
    record(locked, "initiatives.asked_back", by=by, reason=said)
    initiative.refresh_from_db()
    return initiative


@transaction.atomic
def stop_asking(initiative: Initiative, *, by: AbstractBaseUser) -> Initiative:
    """The authors leave it before the council after all."""
    locked = _lock(initiative)
    can_stop_asking(by, locked).enforce()
    Initiative.objects.filter(pk=locked.pk).update(asked_back="")
    record(locked, "initiatives.kept_before_council", by=by)
    initiative.refresh_from_db()
    return initiative


@transaction.atomic
def take_back(case: Case, reason: str, by: AbstractBaseUser) -> str:
    """``councils.kinds.CaseKind.on_withdrawn``: withdrawn where its authors asked for it, else it waits anew.

    The case stays tied to it as an earlier one: who kept away from it keeps away from what it left behind.
    Answers with the reason, in a blind round with the names covered.
    """
    rows = Initiative.objects.select_for_update(of=("self",)).select_related("round")
    initiative = rows.get(case=case)
    is_asked = bool(initiative.asked_back)
    initiative.earlier_cases.add(case)
    Initiative.objects.filter(pk=initiative.pk).update(case=None, asked_back="")
    initiative.refresh_from_db()
    if is_asked:
        move(initiative, S.WITHDRAWN, TRANSITIONS)
    record(initiative, "initiatives.taken_back", by=by, reason=reason)
    with office_language():
        said = _said(initiative) % {"title": initiative.title, "reason": reason}
    tell_all_authors({initiative: said}, f"taken_back:{case.pk}")
    if not initiative.round.is_blind:
        return reason
    return redactor_of(initiative, initiative.versions.order_by("-number")[0]).cover(reason)


def _said(initiative: Initiative) -> str:
    """What becomes of it: one that was sent back to be mended does not wait for a council yet."""
    if initiative.status == S.WITHDRAWN:
        return _(
            "Sáng kiến “%(title)s” đã được rút khỏi hội đồng và khỏi đợt xét, theo đề nghị của tác giả."
        )
    if initiative.status == S.VALID:
        return _(
            "Sáng kiến “%(title)s” đã được rút khỏi hội đồng, trở lại chờ đưa ra hội đồng. Lý do: %(reason)s"
        )
    return _(
        "Sáng kiến “%(title)s” đã được rút khỏi hội đồng; hồ sơ tiếp tục được bổ sung, kiểm tra. Lý do: %(reason)s"
    )


def _lock(initiative: Initiative) -> Initiative:
    rows = Initiative.objects.select_for_update(of=("self",)).select_related("case", "round__owner")
    return rows.get(pk=initiative.pk)
