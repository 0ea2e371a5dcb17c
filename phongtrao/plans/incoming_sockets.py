"""What an incoming paper can become here, and what has become of it: plugs into documents."""

from django.contrib.auth.base_user import AbstractBaseUser
from django.urls import reverse
from django.utils.text import Truncator
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from phongtrao.audit import sentences
from phongtrao.documents import incoming_uses
from phongtrao.documents.incoming_uses import IncomingUse, Made
from phongtrao.documents.models import Incoming
from phongtrao.plans.access import incoming as access
from phongtrao.plans.access.assignments import visible_assignments
from phongtrao.plans.access.intake import visible_intakes
from phongtrao.plans.models import Intake
from phongtrao.plans.pages.badges import progress_badge
from phongtrao.web.components import State, StateKind

LENGTH = 120
INTAKE_KINDS: dict[str, StateKind] = {
    Intake.Status.PUBLISHED: "done",
    Intake.Status.FAILED: "refused",
    Intake.Status.DROPPED: "refused",
}
SENTENCES = {
    "plans.incoming_read": _("Đọc văn bản đến thành kế hoạch"),
    "plans.incoming_tasks_made": _("Lập nhiệm vụ theo văn bản đến"),
}


def plug_incoming() -> None:
    """Called once, when the apps are ready."""
    sentences.register(SENTENCES)
    incoming_uses.register(
        IncomingUse(
            key="plan",
            label=_("Đọc thành kế hoạch"),
            icon="file-import",
            url_name="plans:incoming_plan",
            may=access.can_read_as_plan,
            made=_plans,
            posts=True,
        )
    )
    incoming_uses.register(
        IncomingUse(
            key="tasks",
            label=_("Lập nhiệm vụ theo văn bản"),
            icon="checklist",
            url_name="plans:incoming_tasks",
            may=access.can_make_tasks,
            made=_tasks,
        )
    )


def _plans(user: AbstractBaseUser, incoming: Incoming) -> list[Made]:
    if incoming.file_id is None:
        return []
    rows = visible_intakes(user).filter(unit=incoming.unit_id, file=incoming.file_id)
    return [
        Made(
            gettext("Bản tiếp nhận: %s") % Truncator(str(intake)).chars(LENGTH),
            reverse("plans:intake", args=[intake.pk]),
            State(intake.get_status_display(), INTAKE_KINDS.get(intake.status, "running")),
        )
        for intake in rows.defer("blocks")
    ]


def _tasks(user: AbstractBaseUser, incoming: Incoming) -> list[Made]:
    rows = visible_assignments(user).filter(task__directive__incoming=incoming)
    return [
        Made(
            Truncator(work.text).chars(LENGTH),
            reverse("plans:assignment", args=[work.pk]),
            progress_badge(work),
        )
        for work in rows.order_by("task__position", "pk")
    ]
