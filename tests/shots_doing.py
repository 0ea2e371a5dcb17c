"""Pictures of what units did, of research tasks, and of where it hurts."""

from django.urls import reverse

# name of the picture, who looks, at which of the places below or which address
DOING = (
    ("hoat-dong", "vanphong", "/hoat-dong/"),
    ("hoat-dong-ghi", "daumoi", "activity entry"),
    ("hoat-dong-lich", "vanphong", "/hoat-dong/lich/"),
    ("hoat-dong-chua-co", "vanphong", "/hoat-dong/chua-co/"),
    ("hoat-dong-doi-ngu", "vanphong", "/hoat-dong/danh-sach/"),
    ("kiem-tra-chuong-trinh", "vanphong", "inspection programme"),
    ("kiem-tra-chon", "vanphong", "inspection choice"),
    ("kiem-tra-cuoc", "vanphong", "inspection"),
    ("kiem-tra-tai-cho", "thanhtra", "inspection site"),
    ("kiem-tra-muc", "thanhtra", "site line"),
    ("kien-nghi", "vanphong", "/kiem-tra/"),
    ("nghien-cuu", "vanphong", "/nghien-cuu/"),
    ("nghien-cuu-nhiem-vu", "vanphong", "research task"),
    ("nghien-cuu-kinh-phi", "vanphong", "/nghien-cuu/kinh-phi/"),
    ("cuoc-thi", "vanphong", "/nghien-cuu/cuoc-thi/"),
    ("cuoc-thi-ket-qua", "vanphong", "contest"),
    ("nghien-cuu-quy-trinh", "vanphong", "regime"),
    ("nghien-cuu-lich-nghi", "vanphong", "year off"),
    ("vuong-mac", "vanphong", "/vuong-mac/"),
    ("vuong-mac-chuyen-len", "vanphong", "passed difficulty"),
    ("hoi-dap", "daumoi", "/hoi-dap/"),
)


def doing_places() -> dict[str, str]:
    from phongtrao.activities.models import ActivityKind, Inspection, Programme  # noqa: PLC0415 -- app ready
    from phongtrao.orgs.models import YearOff  # noqa: PLC0415
    from phongtrao.plans.models import Difficulty  # noqa: PLC0415
    from phongtrao.research.models import Contest, Regime, ResearchTask  # noqa: PLC0415

    kind = ActivityKind.objects.order_by("pk")[0]
    task = ResearchTask.objects.filter(status="running").order_by("pk")[0]
    contest = Contest.objects.order_by("held_on", "pk")[0]
    passed = Difficulty.objects.exclude(past_desks=None).order_by("pk")[0]
    programme = {one.status: one.pk for one in Programme.objects.all()}
    followed = Inspection.objects.get(status="concluded")
    under_way = Inspection.objects.get(status="decided")
    line = under_way.lines.filter(outcome="").order_by("position")[0]
    return {
        "inspection programme": reverse("activities:programme", args=[programme["issued"]]),
        "inspection choice": reverse("activities:choose_units", args=[programme["draft"]]),
        "inspection": reverse("activities:inspection", args=[followed.pk]),
        "inspection site": reverse("activities:site", args=[under_way.pk]),
        "site line": reverse("activities:site_line", args=[line.pk]),
        "activity entry": reverse("activities:new", args=[kind.pk]),
        "research task": reverse("research:task", args=[task.pk]),
        "contest": reverse("research:contest", args=[contest.pk]),
        "regime": reverse(
            "research:regime", args=[Regime.objects.get(key="since_2025_10", owner=None).pk]
        ),
        "year off": reverse("orgs:year_off", args=[YearOff.objects.order_by("-year")[0].pk]),
        "passed difficulty": reverse("plans:difficulty", args=[passed.pk]),
    }
