"""Pictures of what units did, of research tasks, and of where it hurts."""

from django.urls import reverse

# name of the picture, who looks, at which of the places below or which address
DOING = (
    ("hoat-dong", "vanphong", "/hoat-dong/"),
    ("hoat-dong-ghi", "daumoi", "activity entry"),
    ("hoat-dong-lich", "vanphong", "/hoat-dong/lich/"),
    ("hoat-dong-chua-co", "vanphong", "/hoat-dong/chua-co/"),
    ("hoat-dong-doi-ngu", "vanphong", "/hoat-dong/danh-sach/"),
    ("nghien-cuu", "vanphong", "/nghien-cuu/"),
    ("nghien-cuu-nhiem-vu", "vanphong", "research task"),
    ("nghien-cuu-kinh-phi", "vanphong", "/nghien-cuu/kinh-phi/"),
    ("cuoc-thi", "vanphong", "/nghien-cuu/cuoc-thi/"),
    ("cuoc-thi-ket-qua", "vanphong", "contest"),
    ("vuong-mac-chuyen-len", "vanphong", "passed difficulty"),
    ("hoi-dap", "daumoi", "/hoi-dap/"),
)


def doing_places() -> dict[str, str]:
    from phongtrao.activities.models import ActivityKind  # noqa: PLC0415 -- app ready
    from phongtrao.plans.models import Difficulty  # noqa: PLC0415
    from phongtrao.research.models import Contest, ResearchTask  # noqa: PLC0415

    kind = ActivityKind.objects.order_by("pk")[0]
    task = ResearchTask.objects.filter(status="running").order_by("pk")[0]
    contest = Contest.objects.order_by("held_on", "pk")[0]
    passed = Difficulty.objects.exclude(past_desks=None).order_by("pk")[0]
    return {
        "activity entry": reverse("activities:new", args=[kind.pk]),
        "research task": reverse("research:task", args=[task.pk]),
        "contest": reverse("research:contest", args=[contest.pk]),
        "passed difficulty": reverse("plans:difficulty", args=[passed.pk]),
    }
