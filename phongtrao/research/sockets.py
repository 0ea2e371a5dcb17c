"""What research plugs into the apps below."""

from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from phongtrao.accounts.models import Role
from phongtrao.activities.models import Activity
from phongtrao.audit import acts, visibility
from phongtrao.councils import kinds as case_kinds
from phongtrao.councils.kinds import CaseKind
from phongtrao.lib.numbers import format_date
from phongtrao.orgs import clocks, duties, personal_data, record, reorganisation
from phongtrao.orgs.duties import Duty
from phongtrao.orgs.imports import kinds
from phongtrao.orgs.imports.history import acts_on
from phongtrao.orgs.imports.kinds import ListKind
from phongtrao.orgs.models import Person
from phongtrao.orgs.personal_data import Rule
from phongtrao.orgs.record import Line, Section
from phongtrao.orgs.reorganisation import Carrier, Staying
from phongtrao.research.access.contests import visible_contests, visible_projects
from phongtrao.research.access.regimes import regimes_with_history
from phongtrao.research.access.tasks import minded_tasks, visible_tasks, works_with_research
from phongtrao.research.imports import checking, fields, samples, writing
from phongtrao.research.kinds import dossiers, parties
from phongtrao.research.models import (
    ACCEPTANCE,
    SELECTION,
    Contest,
    ContestProject,
    Regime,
    ResearchTask,
    Support,
)
from phongtrao.research.services.clocks import move_stages, moved_stages
from phongtrao.research.services.deciding import apply_outcome, take_back
from phongtrao.web.shell import NavItem, register_nav

FOR_LIFE = _("nhiệm vụ đã nghiệm thu là căn cứ khen thưởng suốt đời; không còn tên")


TASKS = ListKind(
    fields.FIELDS,
    checking.check,
    writing.write,
    (("title",), ("number",), ("authors", "codes"), ("accepted_on",), ("rating",)),
    "nhiem-vu-khcn-cu",
    samples.tasks,
    undo=writing.undo,
)


def plug_imports() -> None:
    label = _("Nhiệm vụ KH&CN đã nghiệm thu")
    kinds.register(
        "research", label, TASKS, below=frozenset({Role.OFFICE}), own=frozenset({Role.HEAD})
    )
    acts.register("research.researchtask", lambda pk: acts_on("research", [int(pk)]))


def plug_screens() -> None:
    label = _("Nghiên cứu khoa học")
    register_nav(NavItem("research", label, "research:tasks", "checklist", 32, works_with_research))
    record.register(Section("supports", _("Hỗ trợ đã đề nghị, đã nhận"), 48, supports_of))


def supports_of(person: Person) -> list[Line]:
    """What was asked or given for a person as an author."""
    counted = Activity.Status.counted
    rows = Support.objects.filter(person=person, activity__status__in=counted)
    return [
        Line(
            format_date(one.activity.starts_on),
            one.activity.title,
            one.activity.kind.name,
            reverse("research:support", args=[one.pk]),
        )
        for one in rows.select_related("activity__kind").order_by("-activity__starts_on", "-pk")
    ]


def plug_kinds() -> None:
    for key, label in (
        (SELECTION, _("Tuyển chọn nhiệm vụ KH&CN")),
        (ACCEPTANCE, _("Nghiệm thu nhiệm vụ KH&CN")),
    ):
        case_kinds.register(CaseKind(key, label, parties, dossiers, apply_outcome, take_back))


def plug_history() -> None:
    visibility.register("research.researchtask", visible_tasks, "research:task")
    visibility.register("research.regime", regimes_with_history, "research:regime")
    visibility.register("research.contest", visible_contests, "research:contest")
    visibility.register("research.contestproject", visible_projects, "research:project")


def plug_keeping() -> None:
    personal_data.register("research.taskmember", Rule(kept_because=FOR_LIFE))
    personal_data.register("research.support", Rule(is_deleted=True))
    guided = _("giải của học sinh là căn cứ khen thưởng giáo viên hướng dẫn; không còn tên")
    personal_data.register("research.contestproject", Rule(kept_because=guided))


def plug_duties() -> None:
    """Who answers for a task at the office is followed by who follows them there."""
    duties.register(
        Duty("research.researchtask", _("nhiệm vụ KH&CN theo dõi"), minded_tasks, field="minder")
    )


def plug_clocks() -> None:
    clocks.register(clocks.Clocks(moved_stages, move_stages))


def plug_reorganisation() -> None:
    """What runs goes on with the heir; what is over stays with the unit it was done in."""
    going = ResearchTask.objects.going()
    words = _("nhiệm vụ KH&CN đang thực hiện")
    reorganisation.register(Carrier("research.researchtask.host", words, going.all, field="host"))
    managed = _("nhiệm vụ KH&CN đang quản lý")
    reorganisation.register(
        Carrier("research.researchtask.owner", managed, going.all, field="owner", same=("code",))
    )
    own = Regime.objects.filter(owner__isnull=False)
    reorganisation.register(
        Carrier(
            "research.regime.owner",
            _("quy trình nhiệm vụ KH&CN của đơn vị"),
            own.all,
            "owner",
            same=("key",),
        )
    )
    done = ResearchTask.objects.filter(status__in=ResearchTask.Status.ended)
    reorganisation.register_staying(
        Staying("research.researchtask.done", _("nhiệm vụ KH&CN đã kết thúc"), done.all, "host")
    )
    reorganisation.register_staying(
        Staying("research.contest", _("cuộc thi của học sinh"), Contest.objects.all, "owner")
    )
    reorganisation.register_staying(
        Staying("research.contestproject", _("dự án dự thi"), ContestProject.objects.all)
    )
