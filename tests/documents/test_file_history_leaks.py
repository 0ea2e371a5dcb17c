"""The history of a stored file says who stored it: told to those only who may know, of every way a file
comes in. A content is stored once for everybody, so the second who sends it must not learn of the first.
"""

import pytest
from django.urls import reverse

from phongtrao.audit.access import visible_entries
from phongtrao.audit.models import Entry
from phongtrao.documents.models import StoredFile
from phongtrao.documents.queries.recipients import Addressed, Purpose
from phongtrao.documents.services import add_evidence, offer_finished
from phongtrao.documents.services.distribution import distribute
from phongtrao.documents.services.receiving import Arrival, register_incoming
from tests.documents.files import make_docx, upload
from tests.documents.outgoing import TEXT, make_draft, make_issued, today
from tests.walk import WORD

PEOPLE = ("an", "dung", "khanh", "binh", "lan", "giang", "lam", "chi", "hoa")


@pytest.fixture
def cast(an, dung, khanh, binh, lan, giang, lam, chi, hoa):
    return dict(zip(PEOPLE, (an, dung, khanh, binh, lan, giang, lam, chi, hoa), strict=True))


def stored(name=f"{WORD}.docx"):
    """Its name holds the word as well: people put names of others into those of files."""
    return upload(make_docx(f"Nội dung {WORD}."), name)


def told(client, cast, file):
    """Who is shown its history; nobody is shown its name there."""
    shown = set()
    for name, user in cast.items():
        client.force_login(user)
        page = client.get(reverse("audit:history", args=["documents.storedfile", file.pk]))
        assert page.status_code in {200, 404}
        assert WORD not in page.content.decode()
        shown |= {name} if page.status_code == 200 else set()
    return shown


def finders(cast, file):
    """Who finds its lines in the search of the whole history."""
    lines = Entry.objects.filter(subject_type="documents.storedfile", subject_id=str(file.pk))
    return {name for name, user in cast.items() if visible_entries(user).filter(pk__in=lines)}


def test_evidence_of_a_school_is_the_schools_and_of_those_above(client, cast, hoa_sen):
    file = add_evidence(hoa_sen, by=cast["lan"], file=stored()).file

    expected = {"an", "dung", "khanh", "binh", "lan", "giang", "lam"}
    assert told(client, cast, file) == expected
    assert finders(cast, file) == expected


def test_who_sends_the_same_content_learns_nothing_of_the_first(client, cast, hoa_sen, binh_minh):
    first = add_evidence(hoa_sen, by=cast["lan"], file=stored()).file
    again = add_evidence(binh_minh, by=cast["chi"], file=stored("khac.docx")).file

    assert again == first
    assert "chi" not in told(client, cast, first) | finders(cast, first)


def test_a_draft_is_told_to_those_who_draft_and_sign(client, cast, so):
    paper = make_draft(so, cast["an"], abstract=WORD, file=stored())

    assert told(client, cast, paper.file) == {"an", "dung"}


def test_an_offered_file_is_told_to_those_who_draft(client, cast, so):
    paper = make_issued(so, cast["an"], cast["dung"], file=upload(make_docx(*TEXT), "a.docx"))
    offered = offer_finished(paper, stored(), by=cast["an"]).file

    assert told(client, cast, offered) == {"an", "dung"}
    assert finders(cast, offered) == {"an", "dung"}


def test_what_was_sent_is_told_to_those_near_who_stored_it(client, cast, so, hoa_sen):
    """The school reads the paper; who of the Sở stored its file is the Sở's own business."""
    paper = make_issued(so, cast["an"], cast["dung"])
    line = Addressed("Trường", Purpose.CARRY_OUT, units=(hoa_sen.pk,))
    distribute(paper, [line], by=cast["an"])

    assert told(client, cast, StoredFile.objects.get(pk=paper.file_id)) == {"an", "dung", "khanh"}


def test_a_paper_brought_by_post_is_told_to_its_unit(client, cast, hoa_sen):
    arrival = Arrival("CV", "Công an xã", WORD, today(), file=stored())
    incoming = register_incoming(hoa_sen, arrival, by=cast["lan"])

    assert told(client, cast, incoming.file) == {"binh", "lan"}
