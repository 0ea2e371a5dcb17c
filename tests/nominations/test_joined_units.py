"""Two schools that become one while a round runs: one dossier, the places of both, an achievement once."""

from datetime import date

import pytest

from phongtrao.audit.models import Entry
from phongtrao.lib.errors import BadInput
from phongtrao.nominations.access.submissions import visible_submissions
from phongtrao.nominations.models import Claim, Nomination, Quota, Submission
from phongtrao.nominations.queries.consistency import findings_of
from phongtrao.nominations.services.claims import Told, set_claims
from phongtrao.orgs.forest import Merge
from phongtrao.orgs.services import Order, merge_persons, reorganise, undo_reorganisation
from tests.factories import make_person, make_user
from tests.literacy.made import make_worker
from tests.nominations.dossiers import make_nomination, make_round, make_submission
from tests.nominations.made import allow, form_of, submission

pytestmark = pytest.mark.django_db
ON = date(2025, 8, 1)


@pytest.fixture
def found(so):
    return make_round(so)


@pytest.fixture
def former(found, hoa_sen, giang):
    """One teacher and the school itself."""
    sent = make_submission(found, hoa_sen)
    make_nomination(sent, make_worker(giang, hoa_sen))
    make_nomination(sent, hoa_sen)
    return sent


@pytest.fixture
def heirs(found, binh_minh):
    sent = make_submission(found, binh_minh)
    make_nomination(sent, make_worker(make_user("Hà Thị Mơ"), binh_minh))
    return sent


def merge(former, into):
    return reorganise(Order("Sáp nhập", ON, (Merge((former.pk,), into.pk),)), by=None)


def stands():
    """Everything an act touches, as it is."""
    return (
        list(Submission.objects.order_by("pk").values_list("pk", "unit", "status", "return_note")),
        list(Nomination.objects.order_by("pk").values_list("pk", "submission", "unit", "status")),
        list(Quota.objects.order_by("pk").values_list("pk", "unit", "category", "most")),
        list(Claim.objects.order_by("pk").values_list("pk", "person", "collective", "spends")),
    )


def test_the_formers_dossier_goes_into_that_of_the_heir(former, heirs, hoa_sen, binh_minh):
    act = merge(hoa_sen, binh_minh)

    for one in (former, heirs):
        one.refresh_from_db()
    assert (former.status, heirs.status) == ("joined", "writing")
    assert sorted(heirs.nominations.values_list("name", "unit")) == [
        ("Hà Thị Mơ", binh_minh.pk),
        ("Trường THCS Hoa Sen", binh_minh.pk),
        ("Vũ Thị Giang", binh_minh.pk),
    ]
    assert not former.nominations.exists()
    assert act.trace["summary"]["left"].get("nominations.submission") is None
    told = Entry.objects.filter(action__startswith="nominations.submission_").order_by("pk")
    assert [one.action for one in told] == [
        "nominations.submission_joined",
        "nominations.submission_took_in",
    ]


@pytest.mark.parametrize(
    ("one", "other", "joint"),
    [
        ("writing", "writing", "writing"),
        ("writing", "sent", "returned"),
        ("taken", "writing", "returned"),
        ("sent", "taken", "sent"),
    ],
)
def test_undone_everything_is_as_it_was(found, former, heirs, hoa_sen, binh_minh, one, other, joint):  # fmt: skip
    Submission.objects.filter(pk=former.pk).update(status=one)
    Submission.objects.filter(pk=heirs.pk).update(status=other)
    allow(found, hoa_sen, 3)
    allow(found, hoa_sen, 1, Quota.Category.UNITS)
    allow(found, binh_minh, 2)
    before = stands()

    act = merge(hoa_sen, binh_minh)
    heirs.refresh_from_db()
    held = dict(binh_minh.award_quotas.values_list("category", "most"))
    undo_reorganisation(act, by=None)

    assert (heirs.status, held) == (joint, {"people": 5, "units": 1})
    assert stands() == before


def test_what_the_heir_sent_meanwhile_goes_back_as_sent(former, heirs, hoa_sen, binh_minh):
    act = merge(hoa_sen, binh_minh)
    Submission.objects.filter(pk=heirs.pk).update(status="sent")
    heirs.nominations.update(status="sent")

    undo_reorganisation(act, by=None)

    former.refresh_from_db()
    assert former.status == "sent"
    assert set(former.nominations.values_list("status", flat=True)) == {"sent"}


def test_a_joined_dossier_that_was_never_sent_is_read_by_nobody_above(
    former, heirs, hoa_sen, binh_minh, an
):
    merge(hoa_sen, binh_minh)

    assert former not in visible_submissions(an)


def test_a_collective_stays_where_the_heir_is_asked_for_itself(former, heirs, hoa_sen, binh_minh):
    own = make_nomination(heirs, binh_minh)

    merge(hoa_sen, binh_minh)

    rows = heirs.nominations.filter(person=None).values_list("unit", flat=True)
    assert sorted(rows) == sorted([hoa_sen.pk, binh_minh.pk])
    said = [one.words for one in findings_of(heirs) if one.where == "Trường THCS Hoa Sen"]
    assert any(words.startswith("Tập thể này đã kết thúc") for words in said)
    assert own.unit == binh_minh


# ------------------------------------------------------------------ one achievement, one form
def test_the_heir_is_not_praised_again_for_what_its_former_was(found, hoa_sen, binh_minh, binh, chi):  # fmt: skip
    praise = form_of(found, "praise")
    old = make_nomination(make_submission(found, hoa_sen), hoa_sen, form=praise)
    set_claims(old, [Told("Phòng học số", "recognition.creation:7")], by=binh)

    merge(hoa_sen, binh_minh)

    other = form_of(found, "province_merit")
    new = make_nomination(submission(found, binh_minh), binh_minh, form=other)
    with pytest.raises(BadInput, match="đã được dùng để đề nghị"):
        set_claims(new, [Told("Phòng học số", "recognition.creation:7")], by=chi)


def test_two_records_of_one_person_have_spent_one_achievement(found, hoa_sen, binh, so):
    praise = form_of(found, "praise")
    sent = make_submission(found, hoa_sen)
    twins = [make_person("Vũ Thị Giang"), make_person("Vũ Thị Giang")]
    old = make_nomination(sent, twins[1], form=praise)
    set_claims(old, [Told("Góc đọc", "recognition.creation:7")], by=binh)

    merge_persons(*twins, (), by=None)

    claim = old.claims.get()
    assert (claim.person, claim.spends) == (twins[0], True)
