"""A word planted in what one may not see of the library shows on none of its pages, lists, exports or histories."""

from io import BytesIO
from zipfile import ZipFile

import pytest
from django.apps import apps
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from phongtrao.lib.errors import NotAllowed
from phongtrao.recognition.models import IpAsset
from phongtrao.recognition.services.adoption import Use, adopt
from phongtrao.recognition.services.objections import answer_objection, raise_objection
from phongtrao.recognition.services.property import Right, register_asset
from phongtrao.recognition.services.replication import propose_replication
from phongtrao.recognition.services.scopes import ask_for_scope
from tests.initiatives.made import make_worker
from tests.recognition.made import make_creation

pytestmark = pytest.mark.django_db
ASKED = "xqkín"
WORD = f"{ASKED}9"  # the page repeats what was asked for, and only that
TODAY = timezone.localdate()
LISTS = ("library", "adoptions", "replications", "replication_board", "requests", "statistics")


@pytest.fixture
def creation(hoa_sen, giang):
    return make_creation(hoa_sen, {make_worker(giang, hoa_sen): 100})


def told(user, creation):
    """Everything of the library that answers this person, as text."""
    client = Client()
    client.force_login(user)
    asked = [reverse(f"recognition:{name}") for name in LISTS]
    asked += [f"{address}?xuat=xlsx" for address in asked]
    asked += [f"{reverse('recognition:library')}?q={ASKED}"]
    asked += [reverse("recognition:creation", args=[creation.pk])]
    kinds = ("creation", "adoption", "objection", "scoperequest", "replication", "ipasset")
    for kind in kinds:
        asked += [reverse("audit:history", args=[f"recognition.{kind}", pk]) for pk in _keys(kind)]
    return "\n".join(_text(client.get(address)) for address in asked)


def _keys(kind):
    return apps.get_model("recognition", kind).objects.values_list("pk", flat=True)


def _text(response):
    if response.status_code != 200:
        return ""
    if "sheet" not in response["Content-Type"]:
        return response.content.decode()
    with ZipFile(BytesIO(response.content)) as book:
        return "\n".join(book.read(name).decode() for name in book.namelist() if ".xml" in name)


def test_an_open_complaint_is_for_its_sender_and_who_answers(creation, lan, chi, giang, lam):
    raise_objection(creation, f"Trùng {WORD}", by=lam)

    pages = {user: told(user, creation) for user in (lan, chi, giang)}

    assert [WORD in text or lam.full_name in text for text in pages.values()] == [False] * 3


def test_who_complained_is_not_told_after_the_answer_either(creation, an, lan, giang, chi):
    row = raise_objection(creation, "Trùng.", by=chi)
    answer_objection(row, "Không trùng.", is_right=False, by=an)
    address = reverse("recognition:objection", args=[row.pk])

    for user in (lan, giang):
        client = Client()
        client.force_login(user)
        assert "Không trùng." in client.get(address).content.decode()
        assert chi.full_name not in client.get(address).content.decode()
        assert chi.full_name not in told(user, creation)


def test_a_school_that_recognised_its_own_work_is_not_told_who_complained(creation, binh, khanh, an, chi):  # fmt: skip
    row = raise_objection(creation, f"Trùng {WORD}", by=chi)
    address = reverse("recognition:objection", args=[row.pk])
    with pytest.raises(NotAllowed, match="nơi khác đã công nhận"):
        answer_objection(row, "Không trùng.", is_right=False, by=binh)

    open_ = {
        user: _text(_as(user).get(address)) + told(user, creation) for user in (binh, khanh, an)
    }
    answer_objection(row, "Không trùng.", is_right=False, by=an)
    answered = {
        user: _text(_as(user).get(address)) + told(user, creation) for user in (binh, khanh)
    }

    assert [(WORD in text, chi.full_name in text) for text in open_.values()] == [
        (False, False),  # the head of the school
        (True, False),  # an inspector
        (True, True),  # the office that answers
    ]
    assert [("Không trùng." in text, chi.full_name in text) for text in answered.values()] == [
        (True, False)
    ] * 2


def _as(user):
    client = Client()
    client.force_login(user)
    return client


def test_what_a_unit_tries_asks_and_files_is_its_own(creation, so, binh_minh, binh, chi, lan):
    adopt(creation, binh_minh, Use(TODAY, f"Thử {WORD}1"), by=chi)
    ask_for_scope(creation, so, "province", f"Hiệu quả {WORD}2", by=lan)
    propose_replication(creation, so, f"Vì {WORD}3", by=lan)
    right = Right(IpAsset.Kind.PATENT, f"Máy {WORD}4", f"Đ {WORD}5", TODAY)
    register_asset(creation, creation.unit, right, by=lan)

    mine, theirs = told(chi, creation), told(binh, creation)

    assert [f"{WORD}{n}" in mine for n in (2, 3, 4, 5)] == [False] * 4
    assert f"{WORD}1" not in theirs
    # The same walk does find what one may read.
    assert (f"{WORD}1" in mine, f"{WORD}4" in theirs) == (True, True)


def test_what_is_not_listed_is_in_no_list_count_or_filter(hoa_sen, giang, chi, binh):
    kept = make_creation(
        hoa_sen,
        {make_worker(giang, hoa_sen): 100},
        title=f"Kín {WORD}",
        area=f"Lĩnh vực {WORD}",
        is_listed=False,
    )

    assert WORD not in told(chi, kept)
    assert WORD in told(binh, kept)
