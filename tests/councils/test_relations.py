"""What people declare of themselves, and what follows from it."""

import pytest

from phongtrao.audit.models import Entry, EntryValues
from phongtrao.councils.models import Relation
from phongtrao.councils.parties import Parties
from phongtrao.councils.services.relations import declare_relation, end_relation
from phongtrao.lib.errors import NotAllowed, WrongState
from tests.councils.cast import make_case, make_worker

pytestmark = pytest.mark.django_db


def test_declaring_takes_effect_on_cases_that_wait(papers, seven, an, hoa_sen):
    author = make_worker("Tác Giả Thử", "tacgia", hoa_sen)
    case = make_case(seven.council, by=an)
    papers.parties[case.pk] = Parties(people={author.pk: "author"})

    relation = declare_relation(
        seven.member("pho").person, author, "Vợ chồng", by=seven.people["pho"]
    )
    assert [one.ground for one in case.conflicts.all()] == ["relative"]

    end_relation(relation, by=seven.people["pho"])
    assert not case.conflicts.exists()
    with pytest.raises(WrongState):
        end_relation(relation, by=seven.people["pho"])


def test_nobody_declares_for_another(seven, an, hoa_sen):
    with pytest.raises(NotAllowed):
        declare_relation(seven.member("pho").person, hoa_sen, "Góp vốn", by=an)


def test_history_does_not_say_with_whom(seven, hoa_sen):
    declare_relation(seven.member("pho").person, hoa_sen, "Góp vốn", by=seven.people["pho"])

    line = Entry.objects.get(action="councils.relation_declared")
    assert (line.data, EntryValues.objects.filter(entry=line).exists()) == ({}, False)


def test_person_is_found_in_the_unit_named_and_nowhere_else(client, seven, hoa_sen, so):
    other = make_worker("Người Thân Thử", "than", hoa_sen)
    client.force_login(seven.people["pho"])
    said = {"name": "nguoi than thu", "words": "Anh em"}

    wrong = client.post("/hoi-dong/quan-he/moi/", said | {"unit": so.name})
    assert (wrong.status_code, Relation.objects.count()) == (200, 0)
    client.post("/hoi-dong/quan-he/moi/", said | {"unit": hoa_sen.name})

    assert Relation.objects.get().other == other
    assert "Người Thân Thử" in client.get("/hoi-dong/quan-he/").content.decode()


def test_relations_of_others_are_nobodys_to_see(client, seven, hoa_sen, an):
    relation = declare_relation(
        seven.member("pho").person, hoa_sen, "Góp vốn kín", by=seven.people["pho"]
    )
    client.force_login(seven.people["chu"])

    assert "Góp vốn kín" not in client.get("/hoi-dong/quan-he/").content.decode()
    assert client.post(f"/hoi-dong/quan-he/{relation.pk}/thoi/").status_code == 404
