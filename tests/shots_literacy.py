"""Pictures of digital literacy: where they are, with a test somebody is in."""

from typing import Any

from django.urls import reverse

# name of the picture, who looks, at which of the places below or which address
LITERACY = (
    ("tu-kiem-tra", "giaovien", "self-test"),
    ("tu-kiem-tra-ket-qua", "giaovien", "self-test result"),
    ("hoc-so-cua-toi", "giaovien", "/hoc-so/"),
    ("hoc-so-khoa-hoc", "vanphong", "/hoc-so/khoa-hoc/"),
    ("ngan-hang-cau-hoi", "vanphong", "question bank"),
    ("ky-nang-so-xac-nhan", "vanphong", "/hoc-so/ket-qua/"),
    ("ky-nang-so-so-lieu", "vanphong", "literacy board"),
    ("ky-nang-so-cong-khai", "", "literacy open"),
)


def literacy_places(teacher: Any) -> dict[str, str]:
    from phongtrao.literacy.models import Attempt, Quiz, SkillFramework  # noqa: PLC0415 -- app ready
    from phongtrao.literacy.services.attempts import save_answer, start_attempt  # noqa: PLC0415

    going = start_attempt(Quiz.objects.order_by("pk")[2], by=teacher)
    save_answer(going, 0, [1], by=teacher)
    done = Attempt.objects.filter(person__user=teacher, status="submitted").order_by("pk")[0]
    framework = SkillFramework.objects.get(key="qd757")
    pupils = framework.groups.get(key="pupils")
    return {
        "self-test": reverse("literacy:question", args=[going.pk, 1]),
        "self-test result": reverse("literacy:result_own", args=[done.pk]),
        "question bank": reverse("literacy:bank", args=[done.quiz.bank_id]),
        "literacy board": f"{reverse('literacy:board')}?khung={framework.pk}&nhom={pupils.pk}",
        "literacy open": reverse("literacy:open_numbers", args=[framework.pk]),
    }
