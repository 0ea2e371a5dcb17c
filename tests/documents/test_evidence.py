"""Evidence is stored once for a unit and cited by many."""

import pytest
from django.core.exceptions import ValidationError

from phongtrao.documents.access import sees_file, visible_evidence
from phongtrao.documents.models import Evidence
from phongtrao.documents.services import add_evidence, change_evidence
from phongtrao.lib.errors import BadInput, NotAllowed
from tests.documents.files import PDF, PNG, upload


def test_focal_adds_a_file_and_an_address(lan, hoa_sen):  # S0-10, S3-51
    photo = add_evidence(hoa_sen, by=lan, file=upload(PNG, "hội thảo.png"))
    page = add_evidence(hoa_sen, "Chuyên mục", by=lan, url="https://vidu.example/tin")

    assert (photo.title, photo.kind) == ("hội thảo.png", Evidence.Kind.IMAGE)
    assert (page.title, page.kind, page.file) == ("Chuyên mục", Evidence.Kind.LINK, None)


def test_same_file_gives_the_same_evidence(lan, binh, chi, hoa_sen, binh_minh):
    first = add_evidence(hoa_sen, "Biên bản", by=lan, file=upload(PDF, "a.pdf"))
    again = add_evidence(hoa_sen, "Khác", by=binh, file=upload(PDF, "b.pdf"))
    elsewhere = add_evidence(binh_minh, by=chi, file=upload(PDF, "c.pdf"))

    assert again == first
    assert (elsewhere == first, elsewhere.file == first.file) == (False, True)


@pytest.mark.parametrize("who", ["an", "giang", "chi", "lam", "khanh"])
def test_others_add_nothing(who, hoa_sen, request):
    with pytest.raises(NotAllowed, match="Chỉ thủ trưởng hoặc đầu mối"):
        add_evidence(hoa_sen, by=request.getfixturevalue(who), url="https://vidu.example")

    assert list(Evidence.objects.all()) == []


@pytest.mark.parametrize(
    ("url", "with_file", "sentence"),
    [
        ("", False, "một tệp hoặc một địa chỉ"),
        ("https://vidu.example", True, "một tệp hoặc một địa chỉ"),
        ("javascript:alert(1)", False, "http"),
    ],
)
def test_bad_evidence_is_refused(lan, hoa_sen, url, with_file, sentence):
    with pytest.raises(BadInput, match=sentence):
        add_evidence(hoa_sen, by=lan, url=url, file=upload(PDF, "a.pdf") if with_file else None)


def test_address_that_is_none_is_refused(lan, hoa_sen):
    with pytest.raises(ValidationError):
        add_evidence(hoa_sen, by=lan, url="https://khong co")


def test_evidence_is_renamed_by_its_unit(lan, an, hoa_sen):
    evidence = add_evidence(hoa_sen, "Cũ", by=lan, url="https://vidu.example")

    with pytest.raises(NotAllowed):
        change_evidence(evidence, title="Của An", valid_until=None, by=an)
    change_evidence(evidence, title="Mới", valid_until=None, by=lan)

    assert evidence.title == "Mới"


def test_who_sees_evidence_and_its_file(hoa_sen, lan, request):
    evidence = add_evidence(hoa_sen, by=lan, file=upload(PDF, "a.pdf"))
    people = ["an", "dung", "khanh", "binh", "lan", "giang", "lam", "chi", "hoa"]
    users = {name: request.getfixturevalue(name) for name in people}

    seen = {n for n, user in users.items() if evidence in visible_evidence(user)}
    opened = {n for n, user in users.items() if sees_file(user, evidence.file)}

    assert seen == {"an", "dung", "khanh", "binh", "lan", "giang", "lam"}
    assert opened == seen
