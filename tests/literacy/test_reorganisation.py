"""What of digital literacy goes on with the heir of a unit that ends. S3-29"""

import pytest
from django.utils import timezone

from phongtrao.literacy.models import Completion
from phongtrao.orgs.forest import Merge
from phongtrao.orgs.services import Order, reorganise, undo_reorganisation
from tests.factories import make_unit
from tests.literacy.made import make_bank, make_framework, take

pytestmark = pytest.mark.django_db
TODAY = timezone.localdate()


def test_banks_and_results_that_wait_are_the_heirs(
    suoi_may, so, hoa_sen, binh, quiz, teacher, giang
):
    heir = make_unit("Trường THCS Ban Mai", admin=suoi_may, prof=so, level="lower")
    own = make_bank(make_framework(hoa_sen, binh), binh, questions=1)
    take(quiz, giang, right=4)

    act = reorganise(Order("Sáp nhập", TODAY, (Merge((hoa_sen.pk,), heir.pk),)), by=None)
    own.refresh_from_db()
    waiting = Completion.objects.get()

    assert (own.owner, waiting.decider, waiting.unit) == (heir, heir, hoa_sen)
    undo_reorganisation(act, by=None)
    assert Completion.objects.get().decider == hoa_sen
