"""Pictures of what units did, of research tasks, and of where it hurts."""

from django.urls import reverse

# name of the picture, who looks, at which of the places below or which address
DOING = (
    ("hoat-dong", "vanphong", "/hoat-dong/"),
    ("hoat-dong-don-vi", "daumoi", "/hoat-dong/"),
    ("hoat-dong-chon-loai", "daumoi", "/hoat-dong/ghi/"),
    ("hoat-dong-ghi", "daumoi", "activity entry"),
    ("hoat-dong-mot", "daumoi", "activity"),
    ("hoat-dong-dua-bao-cao", "daumoi", "activity report"),
    ("hoat-dong-nguoi-du", "daumoi", "attended activity"),
    ("hoat-dong-nguoi-du-nhap", "daumoi", "attendees sheet"),
    ("hoat-dong-nhap", "daumoi", "/hoat-dong/nhap/"),
    ("hoat-dong-lich", "vanphong", "/hoat-dong/lich/"),
    ("hoat-dong-lich-don-vi", "daumoi", "unit calendar"),
    ("hoat-dong-truyen-thong", "vanphong", "/hoat-dong/truyen-thong/"),
    ("hoat-dong-loai", "vanphong", "/hoat-dong/loai/"),
    ("hoat-dong-loai-sua", "vanphong", "activity kind"),
    ("hoat-dong-chua-co", "vanphong", "/hoat-dong/chua-co/"),
    ("hoat-dong-doi-ngu", "vanphong", "/hoat-dong/danh-sach/"),
    ("kiem-tra-danh-sach", "vanphong", "/hoat-dong/kiem-tra/"),
    ("kiem-tra-cac-nam", "vanphong", "/hoat-dong/kiem-tra/chuong-trinh/"),
    ("kiem-tra-danh-muc", "vanphong", "/hoat-dong/kiem-tra/danh-muc/"),
    ("kiem-tra-danh-muc-sua", "vanphong", "checklist"),
    ("kiem-tra-dot-xuat", "vanphong", "/hoat-dong/kiem-tra/dot-xuat/"),
    ("kiem-tra-chuong-trinh", "vanphong", "inspection programme"),
    ("kiem-tra-chon", "vanphong", "inspection choice"),
    ("kiem-tra-cuoc", "vanphong", "inspection"),
    ("kiem-tra-tai-cho", "thanhtra", "inspection site"),
    ("kiem-tra-muc", "thanhtra", "site line"),
    ("kiem-tra-don-vi", "daumoi", "inspection"),
    ("kien-nghi", "vanphong", "/kiem-tra/"),
    ("nghien-cuu", "vanphong", "/nghien-cuu/"),
    ("nghien-cuu-nhiem-vu", "vanphong", "research task"),
    ("nghien-cuu-de-xuat", "vanphong", "/nghien-cuu/de-xuat/"),
    ("nghien-cuu-cu", "vanphong", "old research task"),
    ("nghien-cuu-ty-le", "vanphong", "research shares"),
    ("nghien-cuu-hop-dong", "vanphong", "research contract"),
    ("nghien-cuu-hoi-dong", "vanphong", "research council"),
    ("nghien-cuu-nhap", "vanphong", "/don-vi/nhap/moi/?loai=research"),
    ("nghien-cuu-kinh-phi", "vanphong", "/nghien-cuu/kinh-phi/"),
    ("cuoc-thi", "vanphong", "/nghien-cuu/cuoc-thi/"),
    ("cuoc-thi-ket-qua", "vanphong", "contest"),
    ("cuoc-thi-ghi", "vanphong", "/nghien-cuu/cuoc-thi/moi/"),
    ("cuoc-thi-du-an", "vanphong", "contest project"),
    ("cuoc-thi-giai", "vanphong", "contest prize"),
    ("cuoc-thi-nhap", "vanphong", "contest results"),
    ("cuoc-thi-chi-so", "vanphong", "/nghien-cuu/cuoc-thi/chi-so/"),
    ("nghien-cuu-ho-tro", "vanphong", "/nghien-cuu/ho-tro/"),
    ("nghien-cuu-cac-quy-trinh", "vanphong", "/nghien-cuu/quy-trinh/"),
    ("nghien-cuu-quy-trinh-sao", "vanphong", "regime copy"),
    ("nghien-cuu-quy-trinh", "vanphong", "regime"),
    ("nghien-cuu-lich-nghi", "vanphong", "year off"),
    ("vuong-mac", "vanphong", "/vuong-mac/"),
    ("vuong-mac-don-vi", "daumoi", "/vuong-mac/"),
    ("vuong-mac-neu", "daumoi", "unit difficulty"),
    ("vuong-mac-chuyen-len", "vanphong", "passed difficulty"),
    ("hoi-dap", "daumoi", "/hoi-dap/"),
    ("hoi-dap-mot", "daumoi", "common answer"),
)


def doing_places() -> dict[str, str]:
    return _activity_places() | _inspection_places() | _research_places() | _difficulty_places()


def _activity_places() -> dict[str, str]:
    from phongtrao.activities.models import Activity, ActivityKind  # noqa: PLC0415 -- app ready

    kind = ActivityKind.objects.order_by("pk")[0]
    course = Activity.objects.exclude(attendees=None).order_by("pk")[0]
    told = Activity.objects.exclude(task=None).select_related("task").order_by("pk")[0]
    work = told.task.assignments.get(unit=told.unit_id)
    return {
        "activity": reverse("activities:activity", args=[told.pk]),
        "activity report": reverse("activities:report", args=[told.pk, work.pk]),
        "activity entry": reverse("activities:new", args=[kind.pk]),
        "attended activity": reverse("activities:activity", args=[course.pk]),
        "attendees sheet": reverse("activities:attendees_import", args=[course.pk]),
        "activity kind": reverse("activities:kind_edit", args=[kind.pk]),
        "unit calendar": reverse("activities:unit_calendar", args=[told.unit_id]),
    }


def _inspection_places() -> dict[str, str]:
    from phongtrao.activities.models import Checklist, Inspection, Programme  # noqa: PLC0415

    programme = {one.status: one.pk for one in Programme.objects.all()}
    followed = Inspection.objects.get(status="concluded")
    under_way = Inspection.objects.get(status="decided")
    line = under_way.lines.filter(outcome="").order_by("position")[0]
    checklist = Checklist.objects.order_by("pk")[0]
    return {
        "inspection programme": reverse("activities:programme", args=[programme["issued"]]),
        "inspection choice": reverse("activities:choose_units", args=[programme["draft"]]),
        "inspection": reverse("activities:inspection", args=[followed.pk]),
        "inspection site": reverse("activities:site", args=[under_way.pk]),
        "site line": reverse("activities:site_line", args=[line.pk]),
        "checklist": reverse("activities:checklist_edit", args=[checklist.pk]),
    }


def _research_places() -> dict[str, str]:
    from phongtrao.orgs.models import YearOff  # noqa: PLC0415 -- app ready
    from phongtrao.research.models import Contest, Regime, ResearchTask  # noqa: PLC0415

    task = {one.status: one.pk for one in ResearchTask.objects.order_by("-pk")}
    contest = Contest.objects.order_by("held_on", "pk")[0]
    project = contest.projects.exclude(prize="").order_by("pk")[0]
    since = Regime.objects.get(key="since_2025_10", owner=None)
    return {
        "research task": reverse("research:task", args=[task["running"]]),
        "old research task": reverse("research:task", args=[task["accepting"]]),
        "research shares": reverse("research:shares", args=[task["accepting"]]),
        "research contract": reverse("research:contract", args=[task["approved"]]),
        "research council": reverse("research:bring", args=[task["accepting"]]),
        "contest": reverse("research:contest", args=[contest.pk]),
        "contest project": reverse("research:project", args=[project.pk]),
        "contest prize": reverse("research:prize", args=[project.pk]),
        "contest results": reverse("research:results", args=[contest.pk]),
        "regime": reverse("research:regime", args=[since.pk]),
        "regime copy": reverse("research:regime_copy", args=[since.pk]),
        "year off": reverse("orgs:year_off", args=[YearOff.objects.order_by("-year")[0].pk]),
    }


def _difficulty_places() -> dict[str, str]:
    from phongtrao.orgs.models import Grant  # noqa: PLC0415 -- app ready
    from phongtrao.plans.models import CommonAnswer, Difficulty  # noqa: PLC0415

    passed = Difficulty.objects.exclude(past_desks=None).order_by("pk")[0]
    school = Grant.objects.filter(user__username="daumoi").order_by("pk")[0].unit_id
    said = CommonAnswer.objects.order_by("pk")[0]
    return {
        "passed difficulty": reverse("plans:difficulty", args=[passed.pk]),
        "unit difficulty": reverse("plans:unit_difficulty", args=[school]),
        "common answer": reverse("plans:common_answer", args=[said.pk]),
    }
