"""What digital literacy plugs into the apps below."""

from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from phongtrao.audit import visibility
from phongtrao.documents import certificate_kinds
from phongtrao.documents import visibility as file_visibility
from phongtrao.lib.numbers import format_date
from phongtrao.literacy.access.banks import kept_quizzes, own_attempts, visible_banks
from phongtrao.literacy.access.courses import sees_file, visible_courses
from phongtrao.literacy.access.frameworks import visible_frameworks, visible_groups
from phongtrao.literacy.access.learners import visible_learner_results
from phongtrao.literacy.access.results import visible_completions, visible_counts
from phongtrao.literacy.certificates import CERTIFICATE
from phongtrao.literacy.models import (
    Completion,
    Confirmation,
    Course,
    LearnerCount,
    OwedCount,
    QuestionBank,
    SkillFramework,
    TargetGroup,
)
from phongtrao.orgs import personal_data, record, reorganisation
from phongtrao.orgs.models import Person
from phongtrao.orgs.personal_data import Rule
from phongtrao.orgs.record import Line, Section
from phongtrao.orgs.reorganisation import Carrier, Staying
from phongtrao.web.shell import NavItem, register_nav

PROOF = _("xác nhận và giấy chứng nhận đã cấp phải tra lại được; là căn cứ khen thưởng")


def plug_screens() -> None:
    label = _("Bình dân học vụ số")
    register_nav(NavItem("literacy", label, "literacy:home", "school", 64))
    record.register(Section("literacy", _("Kỹ năng số"), 45, confirmed_of))


def plug_papers() -> None:
    certificate_kinds.register(CERTIFICATE)
    file_visibility.register("literacy", sees_file)


def plug_history() -> None:
    visibility.register("literacy.skillframework", visible_frameworks, "literacy:framework")
    visibility.register("literacy.targetgroup", visible_groups)
    visibility.register("literacy.course", visible_courses, "literacy:course")
    visibility.register("literacy.questionbank", visible_banks, "literacy:bank")
    visibility.register("literacy.quiz", kept_quizzes)
    visibility.register("literacy.attempt", own_attempts, "literacy:result_own")
    visibility.register("literacy.completion", visible_completions, "literacy:completion")
    visibility.register(
        "literacy.learnerresult", visible_learner_results, "literacy:learner_result"
    )
    visibility.register("literacy.learnercount", visible_counts)


def plug_keeping() -> None:
    personal_data.register("literacy.attempt", Rule(months=24, is_deleted=True))
    personal_data.register("literacy.completion", Rule(kept_because=PROOF))
    personal_data.register("literacy.confirmation", Rule(kept_because=PROOF))


def plug_reorganisation() -> None:
    """What an office keeps and what waits for it go on with the heir; what was reached stays where it was."""
    kept = (
        ("skillframework", _("khung kỹ năng số"), SkillFramework, ("key",)),
        ("targetgroup", _("nhóm đối tượng"), TargetGroup, ("key",)),
        ("course", _("khóa học, học liệu"), Course, None),
        ("questionbank", _("ngân hàng câu hỏi"), QuestionBank, None),
    )
    for name, label, model, same in kept:
        rows = model.objects.all
        reorganisation.register(
            Carrier(f"literacy.{name}.owner", label, rows, field="owner", same=same)
        )
    waiting = Completion.objects.filter(status=Completion.Status.WAITING)
    words = _("kết quả kỹ năng số chờ xác nhận")
    reorganisation.register(
        Carrier("literacy.completion.decider", words, waiting.all, field="decider")
    )
    reorganisation.register(
        Carrier(
            "literacy.owedcount.unit",
            _("số người đạt kỹ năng số phải khai"),
            OwedCount.objects.owed,
            same=("call",),
        )
    )
    reorganisation.register_staying(
        Staying(
            "literacy.learnercount", _("số người đạt kỹ năng số đã khai"), LearnerCount.objects.all
        )
    )


def confirmed_of(person: Person) -> list[Line]:
    """What was confirmed of a person, newest first."""
    rows = Confirmation.objects.filter(completion__person=person)
    return [
        Line(
            format_date(one.decided_on),
            str(one.completion.version),
            _("Có giá trị đến hết ngày %s") % format_date(one.valid_until)
            if one.status == Confirmation.Status.VALID and one.valid_until
            else str(one.get_status_display()),
            reverse("literacy:completion", args=[one.completion_id]),
        )
        for one in rows.select_related("completion__version__framework").order_by("-decided_on")
    ]
