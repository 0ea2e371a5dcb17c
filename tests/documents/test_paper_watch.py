"""A page whose paper is being made asks how it stands, and loads again once that is over."""

import pytest
from django.urls import reverse

from phongtrao.documents.models import Paper
from phongtrao.documents.services import current_version
from phongtrao.reports.paper import KEY

pytestmark = pytest.mark.django_db


def test_the_page_loads_again_once_the_paper_is_made(client, an, so, chi):
    paper = Paper.objects.create(
        title="Báo cáo", unit=so, template=current_version(KEY), requested_by=an
    )
    url = reverse("documents:paper_watch", args=[paper.pk])
    client.force_login(an)

    page = client.get(reverse("documents:paper", args=[paper.pk])).content.decode()
    waiting = client.get(url)
    Paper.objects.update(status=Paper.Status.FAILED, error="Hãy lập lại.")
    over = client.get(url)
    client.force_login(chi)
    stranger = client.get(url)

    assert f'hx-get="{url}"' in page
    assert (waiting.status_code, "HX-Refresh" in waiting) == (204, False)
    assert (over.status_code, over["HX-Refresh"]) == (200, "true")
    assert stranger.status_code == 404
