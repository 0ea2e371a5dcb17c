"""The demo's dossiers: written from what is on record, packed."""

import pytest

from phongtrao.demo.load import load_province
from phongtrao.demo.nominations import write_nominations
from phongtrao.nominations.models import Nomination, SubmissionVersion

pytestmark = pytest.mark.django_db


def test_every_dossier_of_the_demo_has_its_report_and_its_package():
    write_nominations(load_province("school", seed=1))

    reports = Nomination.objects.exclude(submission__status="writing").values_list("report", flat=True)  # fmt: skip
    packages = SubmissionVersion.objects.values_list("package", flat=True)
    assert reports
    assert all(report["name"] and report["results"] for report in reports)
    assert packages
    assert None not in packages
