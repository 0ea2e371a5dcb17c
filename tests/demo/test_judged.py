"""The demo's initiatives before its council."""

from collections import Counter

import pytest

from phongtrao.councils.models import Case, Item
from phongtrao.documents.models import Certificate
from phongtrao.initiatives.models import Initiative, InitiativeRound
from phongtrao.recognition.models import Creation, RecognitionDecision


@pytest.mark.django_db
def test_some_are_recognised_one_is_refused_two_are_voted_on(demo):
    # S0-29 S0-34
    assert Creation.objects.filter(initiatives__isnull=False).count() == 7
    refused = Initiative.objects.get(status="refused")
    assert refused.conclusion.startswith("Số liệu mới đo ở một lớp")
    states = Counter(Item.objects.values_list("status", flat=True))
    assert states == {"counted": 8, "voting": 2}
    assert Case.objects.filter(status="open").count() == 1
    past = InitiativeRound.objects.get(status="ended")
    assert past.initiatives.count() == 5
    of_works = Certificate.objects.filter(batch__kind__startswith="recognition.")
    certificates = Counter(of_works.values_list("status", flat=True))
    assert certificates == {"issued": 4, "revoked": 1, "replaced": 1}
    papers = Counter(RecognitionDecision.objects.values_list("document__status", flat=True))
    assert papers == {"draft": 1, "issued": 1}
