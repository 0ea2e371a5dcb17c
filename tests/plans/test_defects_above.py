"""A plan taken in is held against the targets of the plan above, on its tab “Soát lỗi văn bản”. SX-01."""

import pytest
from django.urls import reverse

from phongtrao.plans.models import Plan, PlanTarget
from phongtrao.plans.services.defects import check_intake
from phongtrao.plans.services.intake_publish import Publication, publish_intake
from tests.factories import make_movement
from tests.plans.intake_work import accept_all, read_in, register
from tests.plans.work import make_plan
from tests.reader.lint.papers import SOUND

ABOVE = "Kế hoạch văn hóa đọc của tỉnh"
SAID = "II. CHỈ TIÊU\nĐến năm 2026:\n- {} trường tiểu học có thư viện đạt chuẩn.\nIII. NHIỆM VỤ"


@pytest.fixture(autouse=True)
def storage(settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path


@pytest.fixture
def above(so):
    """In force, 120/KH-SGDĐT: 90 % of the primary schools."""
    plan = make_plan(so, ABOVE, document=register(so, "120/KH-SGDĐT"))
    target = {"year": 2026, "text": "90%", "value": 90, "unit": "%", "comparator": "="}
    value = {"name": "trường tiểu học có thư viện đạt chuẩn", "targets": [target]}
    PlanTarget.objects.create(plan=plan, position=1, value=value)
    return plan


def below(share: str, number: str = "120/KH-SGDĐT") -> str:
    text = SOUND.replace("III. TỔ CHỨC", "IV. TỔ CHỨC").replace("120/KH-UBND", number)
    return text.replace("II. NHIỆM VỤ", SAID.format(share))


def kinds(intake):
    return list(intake.text_check.defects.values_list("rule", flat=True))


def test_a_target_below_that_of_the_plan_it_names_is_told_as_it_is_read(client, so, an, above):
    low, high = (read_in(so, an, below(share)) for share in ("60%", "95%"))
    client.force_login(an)

    page = client.get(reverse("plans:intake_defects", args=[low.pk])).content.decode()

    assert (kinds(low), kinds(high)) == (["targets.below_parent"], [])
    assert (ABOVE in page, "90%" in page) == (True, True)


def test_a_plan_that_is_not_in_force_or_not_named_is_not_asked(so, an, above):
    unnamed = read_in(so, an, below("60%", "121/KH-SGDĐT"))
    Plan.objects.filter(pk=above.pk).update(status=Plan.Status.DRAFT)
    drafted = read_in(so, an, below("61%"))

    assert (kinds(unnamed), kinds(drafted)) == ([], [])


def test_the_plan_above_chosen_at_publication_counts(so, an, above):
    intake = read_in(so, an, below("60%", "121/KH-SGDĐT"))
    accept_all(intake)
    movement = make_movement(so)
    said = Publication(
        so, "prof", above.starts_on, movements=[movement], parent=above, confirms_issuer=True
    )

    publish_intake(intake, said, by=an)

    intake.text_check.refresh_from_db()
    assert kinds(intake) == ["targets.below_parent"]


def test_checking_again_asks_the_plan_above_again(so, an, above):
    intake = read_in(so, an, below("60%"))
    PlanTarget.objects.all().delete()

    check_intake(intake, by=an)

    assert kinds(intake) == []
