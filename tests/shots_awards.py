"""Pictures of the register of awards, of rules and of what they find."""

from django.urls import reverse

AWARDS = (
    ("khen-thuong", "vanphong", "/khen-thuong/"),
    ("khen-thuong-don-vi", "daumoi", "/khen-thuong/"),
    ("khen-thuong-tieu-chuan", "vanphong", "/khen-thuong/tieu-chuan/"),
    ("khen-thuong-bo-tieu-chuan", "vanphong", "rule set"),
    ("khen-thuong-mot-tieu-chuan", "vanphong", "rule"),
    ("khen-thuong-lan-xet", "vanphong", "/khen-thuong/lan-xet/"),
    ("khen-thuong-ket-qua", "vanphong", "evaluation"),
    ("khen-thuong-thu-so", "vanphong", "tried"),
    ("khen-thuong-vi-sao", "vanphong", "verdict"),
    ("khen-thuong-cua-toi", "giaovien", "/khen-thuong/cua-toi/"),
)


def award_places() -> dict[str, str]:
    from phongtrao.awards.models import Evaluation, RuleSet  # noqa: PLC0415 -- app ready
    from phongtrao.awards.queries.evaluations import Found  # noqa: PLC0415 -- app ready

    plan = RuleSet.objects.get(key="ke-hoach-003", owner=None)
    made = Evaluation.objects.get(rule="base_fighter")
    found = Found(made, {})
    which = "met" if made.found["met"] else "near"
    result = reverse("awards:evaluation", args=[made.pk])
    return {
        "rule set": reverse("awards:rule_set", args=[plan.pk]),
        "rule": reverse("awards:rule", args=[plan.pk, "003_person"]),
        "evaluation": f"{result}?xem={which}",
        "tried": f"{result}?n0=0&n1=0&xem=came",
        "verdict": reverse("awards:verdict", args=[made.pk, int(found.keys(which)[0])]),
    }
