"""Past awards into the register, where they wait; and all of them out of it again."""

from django.db import transaction
from django.db.models import Q
from django.utils.translation import gettext as _

from phongtrao.accounts.models import User
from phongtrao.audit.services import Line, record_many
from phongtrao.awards.models import Award
from phongtrao.lib.errors import Conflict
from phongtrao.orgs.imports.findings import Findings
from phongtrao.orgs.imports.history import keep_written
from phongtrao.orgs.models import Import

SUBJECT = "award"
BATCH = 2_000


def write(act: Import, findings: Findings) -> None:
    """Write what ``check`` staged; another person of the office checks it against the decisions."""
    by = User.objects.get(pk=act.made_by_id)
    for award in findings.staged:
        award.recorded_by = by
    made = Award.objects.bulk_create(findings.staged, batch_size=BATCH)
    record_many((Line(one) for one in made), "awards.brought_in", by=by)
    keep_written(act, SUBJECT, [one.pk for one in made])


def undo(act: Import) -> None:
    """Take every award of the import out again. Conflict once one was checked, refused or corrected."""
    wrote = Q(pk__in=[])
    for run in act.written.filter(subject=SUBJECT):
        wrote |= Q(pk__range=(run.first, run.last))
    rows = Award.objects.filter(wrote)
    with transaction.atomic():
        touched = list(rows.select_for_update().order_by("pk").values_list("status", flat=True))
        if any(status != Award.Status.WAITING for status in touched):
            said = _("Đã có dòng của lần nhập này được đối chiếu nên không hoàn tác được cả lần.")
            raise Conflict(said)
        rows.delete()
