"""Drafting: versions, opinions, what the others may see of it."""

import pytest

from phongtrao.audit.models import Entry
from phongtrao.documents.access import visible_documents, visible_outgoing
from phongtrao.documents.models import OfficialDocument, Paper
from phongtrao.documents.queries import versions_of
from phongtrao.documents.services import (
    DocumentData,
    Draft,
    current_version,
    draft_document,
    draft_from_paper,
    edit_draft,
    register_document,
    store_file,
)
from phongtrao.documents.template_keys import template_key
from phongtrao.documents.visibility import may_see_file
from phongtrao.lib.errors import BadFile, BadInput, NotAllowed
from phongtrao.reports.paper import KEY
from tests.documents.files import PNG, make_docx, upload
from tests.documents.outgoing import draft_file, make_draft, make_issued


def actions(document):
    rows = Entry.objects.filter(subject_type="documents.officialdocument", subject_id=document.pk)
    return list(rows.order_by("pk").values_list("action", flat=True))


def test_a_draft_begins_with_its_first_version(an, so):  # S2-33
    made = make_draft(so, an)

    (version,) = versions_of(made)
    assert (made.status, made.number, made.issued_on) == ("draft", "", None)
    assert (version.version, version.file) == (1, made.file)
    assert actions(made) == ["documents.drafted", "documents.draft_kept"]


@pytest.mark.parametrize("who", ["dung", "khanh", "binh", "giang"])
def test_others_draft_nothing_for_the_department(who, so, request):
    user = request.getfixturevalue(who)

    with pytest.raises(NotAllowed, match="được soạn văn bản đi"):
        draft_document(Draft("KH", "Kế hoạch"), so, None, by=user)

    assert list(OfficialDocument.objects.all()) == []


def test_a_school_drafts_its_own(lan, binh, chi, hoa_sen):
    made = make_draft(hoa_sen, lan)

    seen = [user.username for user in (lan, binh, chi) if made in visible_outgoing(user)]
    assert seen == ["lan", "binh"]


def test_every_upload_is_a_version_with_its_note(an, so):
    made, second = make_draft(so, an), make_docx("Bản hai")

    for note in ("Sửa hạn nộp", ""):  # the same again is no version of its own
        draft = Draft("KH", made.abstract, note)
        edit_draft(made, draft, upload(second, "ban-hai.docx"), by=an)

    found = [(version.version, version.note) for version in versions_of(made)]
    made.refresh_from_db()
    assert found == [(2, "Sửa hạn nộp"), (1, "")]
    assert made.file == versions_of(made)[0].file


def test_a_picture_is_no_draft(an, so):
    with pytest.raises(BadFile, match="Word"):
        make_draft(so, an, file=upload(PNG, "anh.png"))


def test_a_draft_of_the_register_has_its_versions_too(an, so):
    file = store_file(draft_file("Từ sổ"), by=an)

    made = register_document(DocumentData("CV", "Mời họp", issuer=so, file=file), by=an)

    assert [version.file for version in versions_of(made)] == [file]


def test_what_was_made_from_a_template_goes_on_as_a_draft(an, khanh, so):
    file = store_file(draft_file("Báo cáo quý"), by=an)
    paper = Paper.objects.create(
        status=Paper.Status.DRAFT,
        title="Báo cáo quý IV",
        unit=so,
        template=current_version(KEY),
        file=file,
        facts=template_key(KEY).sample(),
        requested_by=an,
    )

    made = draft_from_paper(paper, by=an)
    with pytest.raises(NotAllowed):
        draft_from_paper(paper, by=khanh)

    (version,) = versions_of(made)
    assert (made.kind, made.abstract, version.file) == ("BC", "Báo cáo quý IV", file)
    assert version.note == f"Lập từ mẫu “{paper.template.template}”"


def test_a_paper_that_is_still_being_made_waits(an, so):
    paper = Paper(title="Báo cáo", unit=so, template=current_version(KEY), requested_by=an)

    with pytest.raises(BadInput, match="chưa lập xong"):
        draft_from_paper(paper, by=an)


def test_earlier_versions_stay_with_those_who_draft(an, dung, binh, so):
    made = make_issued(so, an, dung)
    first = versions_of(made)[0].file
    draft = make_draft(so, an, abstract="Chưa ban hành")
    old = draft.file
    edit_draft(draft, Draft("KH", draft.abstract), draft_file("Bản mới"), by=an)

    assert may_see_file(binh, made.file)  # issued: everybody's
    assert [may_see_file(user, first) for user in (an, dung, binh)] == [True, True, False]
    assert [may_see_file(user, old) for user in (an, dung, binh)] == [True, True, False]
    assert draft not in visible_documents(binh)
