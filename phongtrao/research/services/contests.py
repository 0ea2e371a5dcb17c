"""A contest of students, its projects and their prizes. S1-26 S2-18"""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date, timedelta

from django.contrib.auth.base_user import AbstractBaseUser
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from phongtrao.activities.models import Activity
from phongtrao.audit.services import record
from phongtrao.lib.errors import BadInput, WrongState
from phongtrao.lib.numbers import format_date
from phongtrao.lib.periods import parse_period
from phongtrao.lib.text import nfc
from phongtrao.orgs.models import Learner, Person, Unit
from phongtrao.research import catalogue
from phongtrao.research.access.contests import can_enter, can_keep_contest, can_name, entrants
from phongtrao.research.models import Contest, ContestProject, ProjectLearner
from phongtrao.research.models.contests import PURPOSES

L = Contest.Level
# Who writes a contest down gives its prizes, and prizes are grounds of awards: nobody writes down a wider
# one than is known at such a unit. Other kinds, schools among them: their own.
WIDEST: dict[str, Contest.Level] = {
    Unit.Kind.PROVINCE: L.NATION,
    Unit.Kind.DEPARTMENT: L.NATION,
    Unit.Kind.OFFICE: L.NATION,
    Unit.Kind.COMMUNE: L.COMMUNE,
}
IDEA = "student_idea"  # the kind of activity (packs/activities)
AFTER = timedelta(days=183)  # from the end of its year results are made known


@dataclass(frozen=True, slots=True)
class ContestData:
    name: str
    level: str
    year: str
    held_on: date
    organiser: str
    fields: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class ProjectData:
    unit: Unit
    title: str
    field: str
    students: int
    teacher: Person | None = None
    idea: Activity | None = None


@transaction.atomic
def hold_contest(owner: Unit, said: ContestData, *, by: AbstractBaseUser) -> Contest:
    can_keep_contest(by, owner).enforce()
    contest = Contest(owner=owner, created_by_id=by.pk)
    _say(contest, said)
    record(contest, "research.contest_held", by=by)
    return contest


@transaction.atomic
def change_contest(contest: Contest, said: ContestData, *, by: AbstractBaseUser) -> Contest:
    """WrongState where the day would come after prizes that are there."""
    locked = lock_contest(contest.pk)
    can_keep_contest(by, locked.owner).enforce()
    prized = locked.projects.filter(rank__isnull=False).exists()
    if prized and said.held_on > timezone.localdate():
        raise WrongState(_("Cuộc thi đã có giải nên ngày công bố kết quả không thể ở tương lai."))
    _say(locked, said)
    record(locked, "research.contest_changed", by=by)
    return locked


def _say(contest: Contest, said: ContestData) -> None:
    unknown = set(said.fields) - set(catalogue.contest_fields())
    if unknown:
        raise BadInput(_("Danh mục không có lĩnh vực “%s”.") % min(unknown))
    _check_level(contest.owner, said.level)
    period = parse_period(said.year)
    if not period.start <= said.held_on <= period.end + AFTER:
        raise BadInput(
            _("Ngày công bố kết quả không thuộc %s và sáu tháng sau đó. Hãy sửa ngày hoặc năm.")
            % period.label
        )
    contest.name, contest.organiser = nfc(said.name).strip(), nfc(said.organiser).strip()
    contest.level, contest.held_on = said.level, said.held_on
    contest.year, contest.fields = period.key, list(said.fields)
    contest.search_keys()
    contest.full_clean()
    contest.save()


def _check_level(owner: Unit, level: str) -> None:
    places, widest = list(L), WIDEST.get(owner.kind, L.UNIT)
    if level in L.values and places.index(L(level)) > places.index(widest):
        raise BadInput(
            _("%(unit)s ghi được cuộc thi đến “%(widest)s”. Cấp cao hơn do đơn vị cấp trên ghi.")
            % {"unit": owner, "widest": widest.label}
        )


@transaction.atomic
def enter_project(contest: Contest, said: ProjectData, *, by: AbstractBaseUser) -> ContestProject:
    project = ContestProject(contest=lock_contest(contest.pk), unit=said.unit)
    can_enter(by, project).enforce()
    write_project(project, said)
    record(project, "research.project_entered", by=by)
    return project


@transaction.atomic
def change_project(
    project: ContestProject, said: ProjectData, *, by: AbstractBaseUser
) -> ContestProject:
    """WrongState where it would leave a school whose students are named."""
    locked = _lock(project)
    can_enter(by, locked).enforce()
    if said.unit != locked.unit and locked.named.exists():
        raise WrongState(_("Dự án đang ghi tên học sinh của trường cũ. Hãy bỏ tên trước."))
    write_project(locked, said)
    record(locked, "research.project_changed", by=by)
    return locked


def write_project(project: ContestProject, said: ProjectData) -> None:
    """Only the row: the caller has asked who may, and writes the history."""
    contest = project.contest
    is_there = (
        project.pk and said.unit.pk == project.unit_id
    )  # also where the school has ended since
    if not (is_there or entrants(contest).filter(pk=said.unit.pk).exists()):
        raise BadInput(
            _("“%(unit)s” không thuộc %(owner)s nên không dự cuộc thi này.")
            % {"unit": said.unit, "owner": contest.owner}
        )
    if said.field not in (contest.fields or catalogue.contest_fields()):
        raise BadInput(_("Cuộc thi không có lĩnh vực này. Hãy chọn lĩnh vực khác."))
    if (
        said.idea
        and not (is_there and said.idea.pk == project.idea_id)
        and (said.idea.kind.key != IDEA or said.idea.unit_id != said.unit.pk)
    ):
        raise BadInput(_("Ý tưởng phải là hoạt động “Ý tưởng của học sinh” của chính trường ấy."))
    refuse_fewer(said.students, project.named.count() if project.pk else 0)
    project.unit, project.field, project.idea = said.unit, said.field, said.idea
    project.title, project.students = nfc(said.title).strip(), said.students
    project.teacher = said.teacher
    project.search_keys()
    project.full_clean()
    project.save()


def refuse_fewer(students: int, names: int) -> None:
    """BadInput where more students are named than there are."""
    if students < names:
        said = _("Dự án đang ghi tên %(names)s học sinh nên không ghi được %(students)s. Hãy bỏ tên trước.")  # fmt: skip
        raise BadInput(said % {"names": names, "students": students})


@transaction.atomic
def give_prize(project: ContestProject, prize: str, *, by: AbstractBaseUser) -> ContestProject:
    """One of the list; "" takes it back. WrongState before the results are made known."""
    locked = _lock(project)
    can_keep_contest(by, locked.contest.owner).enforce()
    before = locked.prize
    set_prize(locked, prize)
    locked.save(update_fields=["prize", "rank"])
    was, now = catalogue.prize_label(before), catalogue.prize_label(prize)
    record(locked, "research.prize_given", by=by, before={"prize": was}, after={"prize": now})
    return locked


def set_prize(project: ContestProject, prize: str) -> None:
    """In memory. BadInput for a prize that is none, WrongState before the day."""
    ranks = {one.key: one.rank for one in catalogue.prizes()}
    if prize and prize not in ranks:
        raise BadInput(_("Danh mục không có giải “%s”.") % prize)
    day = project.contest.held_on
    if prize and day > timezone.localdate():
        said = _("Kết quả công bố ngày %s. Đến ngày ấy mới ghi giải được.")
        raise WrongState(said % format_date(day))
    project.prize, project.rank = prize, ranks.get(prize)


@transaction.atomic
def name_students(
    project: ContestProject, learners: Collection[Learner], *, by: AbstractBaseUser
) -> None:
    """Exactly these names, each kept by the school for such a purpose, with consent, today.

    History says how many, never who: names must be erasable.
    """
    locked = _lock(project)
    can_name(by, locked).enforce()
    if len(learners) > locked.students:
        said = _("Dự án có %(students)s học sinh, không ghi được %(names)s tên.")
        raise BadInput(said % {"students": locked.students, "names": len(learners)})
    # Forgotten at this moment: names are locked before anything is tied to them.
    keys = {one.pk for one in learners}
    living = Learner.objects.living(timezone.localdate()).select_for_update(of=("self",))
    kept = living.filter(pk__in=keys, unit=locked.unit_id, purpose__in=PURPOSES)
    found = set(kept.values_list("pk", flat=True))
    if found != keys:
        raise BadInput(
            _(
                "Chỉ ghi tên học sinh của trường đã có sự đồng ý cho việc dự thi và còn trong thời hạn lưu."
            )
        )
    ProjectLearner.objects.filter(project=locked).exclude(learner__in=keys).delete()
    ProjectLearner.objects.bulk_create(
        (ProjectLearner(project=locked, learner_id=key) for key in sorted(keys)),
        ignore_conflicts=True,
    )
    record(locked, "research.students_named", by=by, names=len(keys))


@transaction.atomic
def drop_project(project: ContestProject, *, by: AbstractBaseUser) -> None:
    """Entered by mistake."""
    locked = _lock(project)
    can_enter(by, locked).enforce()
    record(locked.unit, "research.project_dropped", by=by, before={"title": locked.title})
    locked.delete()


def lock_contest(pk: int) -> Contest:
    """Before its projects: what is written of one contest is written one after the other."""
    return Contest.objects.select_for_update(of=("self",)).select_related("owner").get(pk=pk)


def _lock(project: ContestProject) -> ContestProject:
    contest = lock_contest(project.contest_id)
    rows = ContestProject.objects.select_for_update(of=("self",))
    found = rows.select_related("unit").filter(pk=project.pk).first()
    if found is None:
        raise WrongState(_("Dự án này vừa được xóa. Hãy tải lại trang."))
    found.contest = contest
    return found
