"""The register: entering, finding again, doubting, citing."""

import itertools
from datetime import date

import pytest
from django.core.exceptions import ValidationError

from phongtrao.audit.models import Entry
from phongtrao.documents.access import can_register, visible_documents
from phongtrao.documents.models import (
    BookLine,
    Citation,
    DocumentKind,
    NumberBook,
    OfficialDocument,
)
from phongtrao.documents.queries import (
    citation_graph,
    doubts_about,
    search_documents,
    symbol_kind,
)
from phongtrao.documents.services import (
    DocumentData,
    NumberTaken,
    attach_paper,
    change_document,
    cite,
    find_or_register_cited,
    leave_out_number,
    register_document,
    remove_citation,
)
from phongtrao.lib.errors import BadInput, NotAllowed
from tests.documents.outgoing import draft_file, make_issued

K = DocumentKind
BASIS = Citation.Role.BASIS


def make_document(number="", *, by=None, **more):
    data = {"kind": K.PLAN, "abstract": "Triển khai phong trào thi đua", **more}
    data.setdefault("issuer_name", "UBND tỉnh Sông Ngân")
    return register_document(DocumentData(number=number, **data), by=by)


def test_office_registers_a_document_of_its_department(an, so):
    made = register_document(
        DocumentData(K.PLAN, "Phát động thi đua", "05/KH-SGDĐT", date(2026, 1, 15), so), by=an
    )

    assert (made.status, made.number_key, made.issuer_name) == ("issued", "5/KH-SGDĐT", so.name)
    lines = Entry.objects.filter(subject_type="documents.officialdocument", subject_id=made.pk)
    assert [line.action for line in lines] == ["documents.registered"]


@pytest.mark.parametrize("who", ["binh", "giang", "khanh", "dung"])
def test_others_register_nothing(who, so, request):
    user = request.getfixturevalue(who)

    with pytest.raises(NotAllowed, match="Chỉ văn phòng"):
        register_document(DocumentData(K.PLAN, "Kế hoạch", "1/KH-X", issuer=so), by=user)

    assert not can_register(user)
    assert list(OfficialDocument.objects.all()) == []


def test_draft_is_seen_by_office_and_leaders_only(an, dung, binh, khanh, so):
    draft = register_document(DocumentData(K.PLAN, "Dự thảo", issuer=so), by=an)

    seen = {user.username for user in (an, dung, binh, khanh) if draft in visible_documents(user)}

    assert (draft.status, seen) == ("draft", {"an", "dung"})


def test_draft_of_an_outside_body_is_refused(an):
    with pytest.raises(ValidationError, match="Dự thảo phải thuộc"):
        register_document(DocumentData(K.PLAN, "Dự thảo", issuer_name="Bộ X"), by=an)


def test_draft_gets_no_number_in_the_register(an, so):  # S2-33
    draft = register_document(DocumentData(K.PLAN, "Dự thảo", issuer=so), by=an)
    data = DocumentData(K.PLAN, "Kế hoạch", "06/KH-SGDĐT", date(2026, 2, 1), so)

    with pytest.raises(BadInput, match="Hãy trình ký, rồi cấp số từ sổ"):
        change_document(draft, data, by=an)

    draft.refresh_from_db()
    assert (draft.status, draft.number) == ("draft", "")


def test_issued_document_keeps_a_number(an, so):
    issued = register_document(DocumentData(K.PLAN, "Kế hoạch", "6/KH-SGDĐT", issuer=so), by=an)

    with pytest.raises(BadInput, match="phải có số"):
        change_document(issued, DocumentData(K.PLAN, "Kế hoạch", issuer=so), by=an)


@pytest.mark.parametrize(
    "asked", ["57 – NQ/TW", "số 057-NQ/TW", "dot pha khoa hoc", "đột phá khoa học", "Bộ Chính trị"]
)
def test_search_finds_by_number_and_words_with_or_without_marks(db, asked):
    found = make_document(
        "57-NQ/TW", kind=K.RESOLUTION, abstract="Đột phá khoa học", issuer_name="Bộ Chính trị"
    )
    make_document("58/KH-UBND")

    assert list(search_documents(OfficialDocument.objects.all(), asked)) == [found]


# S1-02, SX-04
@pytest.mark.parametrize(
    ("number", "kind"),
    [
        ("4400/KH-SGDĐT", K.PLAN),
        ("57-NQ/TW", K.RESOLUTION),
        ("152/2025/NĐ-CP", K.DECREE),
        ("923/QĐ-TTg", K.DECISION),
        ("76-CTr/TU", K.PROGRAMME),
        ("12/TTr-SGDĐT", K.SUBMISSION),
        ("02/2025/TT-BGDĐT", K.CIRCULAR),
        ("1234/SGDĐT-VP", None),
        ("", None),
    ],
)
def test_symbol_tells_the_kind(number, kind):
    assert symbol_kind(number) == kind


def test_type_that_disagrees_with_the_symbol_is_doubted(db):  # SX-04
    document = make_document("899/KH-BGDĐT", kind=K.DECISION, issuer_name="Bộ GDĐT")

    said = [doubt.sentence for doubt in doubts_about(document, OfficialDocument.objects.all())]

    assert said == [
        "Ghi là “Quyết định” nhưng ký hiệu 899/KH-BGDĐT là của “Kế hoạch”. Hãy đối chiếu bản gốc."
    ]


@pytest.mark.parametrize(
    ("other_day", "sentence"),
    [
        (date(2024, 8, 27), "Số 206/KH-UBND của cơ quan này đã có trong sổ. Hãy dùng bản đã có."),
        (
            date(2024, 9, 28),
            "Số 206/KH-UBND đã có trong sổ với ngày khác: 28/09/2024. Hãy đối chiếu bản gốc.",
        ),
        (
            date(2023, 9, 28),
            "Số 206/KH-UBND trong sổ còn một bản ghi ngày 28/09/2023. Hãy xem có phải cùng văn bản.",
        ),
    ],
)
def test_same_number_is_doubted(db, other_day, sentence):  # SX-01
    other = make_document("206/KH-UBND", issued_on=other_day)
    document = make_document("0206 /KH-UBND", issued_on=date(2024, 8, 27))

    doubts = doubts_about(document, OfficialDocument.objects.all())

    assert [(doubt.sentence, doubt.other) for doubt in doubts] == [(sentence, other)]


def test_same_number_of_another_issuer_is_no_doubt(db):
    make_document("206/KH-UBND", issuer_name="UBND tỉnh khác")

    assert doubts_about(make_document("206/KH-UBND"), OfficialDocument.objects.all()) == []


# ------------------------------------------------------------------ citations


def test_cited_document_is_found_or_entered(an, so):
    known = register_document(
        DocumentData(K.PLAN, "Kế hoạch", "05/KH-SGDĐT", date(2026, 1, 15), so), by=an
    )

    again = find_or_register_cited(
        "5/KH-SGDĐT", K.PLAN, so.name, issued_on=date(2026, 1, 15), by=an
    )
    other_year = find_or_register_cited(
        "05/KH-SGDĐT", K.PLAN, so.name, issued_on=date(2025, 1, 9), by=an
    )

    assert again == known
    assert (other_year.is_cited_only, other_year.issuer, other_year.status) == (True, so, "issued")


def test_law_is_cited_without_a_number(an):
    law = find_or_register_cited("", K.LAW, "Quốc hội", abstract="Luật Thi đua", by=an)
    again = find_or_register_cited("", K.LAW, "", abstract="luật thi đua", by=an)

    assert (again, law.number, law.is_cited_only) == (law, "", True)


def test_unknown_kind_and_issuer_are_said_to_be_unknown(an):
    found = find_or_register_cited("12/ABC-X", "no such kind", "", by=an)

    assert (found.kind, found.issuer_name) == (K.OTHER, "Chưa rõ cơ quan ban hành")


def test_entry_known_by_citation_becomes_whole(an, so):
    cited = find_or_register_cited("9/KH-SGDĐT", K.PLAN, so.name, by=an)

    change_document(
        cited, DocumentData(K.PLAN, "Kế hoạch năm", "9/KH-SGDĐT", date(2026, 3, 1), so), by=an
    )

    assert (cited.is_cited_only, cited.issued_on) == (False, date(2026, 3, 1))


def test_a_named_paper_given_its_file_takes_its_line_in_the_book(an, dung, so):
    issued = make_issued(so, an, dung, number=1)
    data = {"issuer": so, "issued_on": issued.issued_on, "by": None}
    named = find_or_register_cited("2/KH-SGDĐT", K.PLAN, so.name, **data)

    attach_paper(named, draft_file(), by=an)

    line = BookLine.objects.get(document=named)
    assert (line.number, line.book.unit, named.is_cited_only) == (2, so, False)


def test_a_number_left_out_is_not_taken_by_a_named_paper(an, dung, so):
    issued = make_issued(so, an, dung, number=1)
    leave_out_number(NumberBook.objects.get(), 2, "Ghi nhầm", by=an)
    data = {"issuer": so, "issued_on": issued.issued_on, "by": None}
    named = find_or_register_cited("2/KH-SGDĐT", K.PLAN, so.name, **data)

    with pytest.raises(NumberTaken, match="đã bỏ"):
        attach_paper(named, draft_file(), by=an)

    named.refresh_from_db()
    assert (named.is_cited_only, named.file) == (True, None)


def test_citation_is_noted_once(an, so):
    source = register_document(DocumentData(K.PLAN, "A", "1/KH-SGDĐT", issuer=so), by=an)
    target = make_document("57-NQ/TW", kind=K.RESOLUTION)

    first = cite(source, target, BASIS, "Căn cứ Nghị quyết", by=an)
    second = cite(source, target, BASIS, "khác", by=an)

    assert (second, second.passage) == (first, "Căn cứ Nghị quyết")


def test_document_does_not_cite_itself(an, so):
    source = register_document(DocumentData(K.PLAN, "A", "1/KH-SGDĐT", issuer=so), by=an)

    with pytest.raises(ValidationError, match="không dẫn chính nó"):
        cite(source, source, BASIS, by=an)


def test_citation_is_removed_by_the_office_only(an, binh, so):
    source = register_document(DocumentData(K.PLAN, "A", "1/KH-SGDĐT", issuer=so), by=an)
    citation = cite(source, make_document("57-NQ/TW"), BASIS, by=an)

    with pytest.raises(NotAllowed):
        remove_citation(citation, by=binh)
    remove_citation(citation, by=an)

    assert list(Citation.objects.all()) == []


def test_graph_goes_two_steps_each_way_and_hides_drafts(an, binh, so):  # S0-02, S0-03
    documents = [make_document(f"{n}/KH-UBND") for n in range(1, 7)]
    for source, target in itertools.pairwise(documents):
        cite(source, target, BASIS, by=None)
    draft = register_document(DocumentData(K.PLAN, "Dự thảo", issuer=so), by=an)
    cite(draft, documents[2], BASIS, by=an)

    seen_by = {user: citation_graph(documents[2], visible_documents(user)) for user in (an, binh)}

    around = {n.document.number: n.step for n in seen_by[binh].neighbours}
    assert around == {"4/KH-UBND": -1, "5/KH-UBND": -2, "2/KH-UBND": 1, "1/KH-UBND": 2}
    assert draft in [n.document for n in seen_by[an].neighbours]
    assert len(seen_by[binh].citations) == 4


def test_graph_says_what_does_not_fit(db):
    centre = make_document("1/KH-UBND")
    for n in range(15):
        cite(make_document(f"{n + 2}/KH-UBND"), centre, BASIS, by=None)

    graph = citation_graph(centre, OfficialDocument.objects.all())

    assert (len(graph.neighbours), graph.hidden) == (12, 3)
