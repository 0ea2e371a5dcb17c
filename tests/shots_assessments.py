"""Pages of assessments in the demo: their addresses for tests/shots_places.py, the pictures for tests/shots.py."""

from django.urls import reverse

# Name of the picture, who looks, which place.
ASSESSMENT_SHOTS = (
    ("dot-danh-gia", "vanphong", "campaign board"),
    ("chenh-lech", "vanphong", "gap map"),
    ("dot-danh-gia-chia", "vanphong", "campaign share"),
    ("tu-danh-gia", "daumoi", "self-assessment"),
    ("tham-dinh", "vanphong", "verification"),
    ("bo-chi-so", "vanphong", "index set"),
    ("cum-xep-thu", "vanphong", "cluster ranking"),
)


def assessment_places() -> dict[str, str]:
    # Models can be imported only now: app ready.
    from phongtrao.accounts.models import User  # noqa: PLC0415
    from phongtrao.assessments.models import Assessment, Campaign  # noqa: PLC0415

    rows = Campaign.objects.filter(cluster=None).order_by("year")
    past, running = rows.get(status="published"), rows.get(status="self")
    school = User.objects.get(username="daumoi").grants.get().unit
    own = running.assessments.get(unit=school)
    waiting = Assessment.objects.filter(campaign=running, status="submitted").first()
    ranked = Campaign.objects.exclude(cluster=None).get(status="published")
    return {
        "campaign board": reverse("assessments:campaign", args=[running.pk]),
        "campaign share": reverse("assessments:campaign_share", args=[running.pk]),
        "gap map": reverse("assessments:gaps", args=[past.pk]),
        "self-assessment": reverse("assessments:write", args=[own.pk]),
        "verification": reverse("assessments:verify", args=[waiting.pk]),
        "index set": reverse("assessments:set", args=[past.edition.index_set_id]),
        "cluster ranking": reverse("assessments:campaign", args=[ranked.pk]),
    }
