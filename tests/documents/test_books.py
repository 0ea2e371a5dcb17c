"""Number books: the next number, numbers typed by hand, two clerks at once."""

from datetime import date

import pytest

from phongtrao.documents.models import BookLine, NumberBook, OfficialDocument
from phongtrao.documents.numbering import abbreviation, gaps, proposed_symbol, said_gaps
from phongtrao.documents.queries import state_of_book, symbol_for
from phongtrao.documents.services import (
    DocumentData,
    Issue,
    NumberTaken,
    OutOfOrder,
    change_document,
    issue_document,
    leave_out_number,
    register_document,
)
from phongtrao.lib.errors import BadInput, NotAllowed, WrongState
from phongtrao.orgs.models import Unit
from tests.documents.outgoing import make_approved, make_draft, make_issued, today
from tests.threads import at_once

SYMBOL = "KH-SGDĐT"


def lines():
    return list(BookLine.objects.order_by("number").values_list("number", "document__abstract"))


def test_numbers_follow_each_other_and_have_a_zero_below_ten(an, dung, so):  # S2-33
    first = make_issued(so, an, dung, abstract="Một")
    second = make_issued(so, an, dung, abstract="Hai")
    other_kind = make_issued(so, an, dung, abstract="Quyết định", kind="QD")

    numbers = [paper.number for paper in (first, second, other_kind)]
    assert numbers == ["01/KH-SGDĐT", "02/KH-SGDĐT", "01/QĐ-SGDĐT"]
    assert (first.status, first.issued_on) == ("issued", today())
    books = NumberBook.objects.order_by("kind").values_list("kind", "year")
    assert list(books) == [("KH", today().year), ("QD", today().year)]


def test_a_paper_that_is_not_approved_gets_no_number(an, dung, so):
    draft = make_draft(so, an)

    with pytest.raises(NotAllowed, match="chưa được duyệt"):
        issue_document(draft, Issue(SYMBOL, today()), by=an)
    with pytest.raises(NotAllowed, match="đã có số"):
        issue_document(make_issued(so, an, dung), Issue(SYMBOL, today()), by=an)


def test_a_number_out_of_order_is_given_after_a_confirmation(an, dung, so):
    make_issued(so, an, dung, abstract="Một")
    paper = make_approved(so, an, dung, abstract="Năm")

    with pytest.raises(OutOfOrder, match="để trống từ 2 đến 4"):
        issue_document(paper, Issue(SYMBOL, today(), number=5), by=an)
    issue_document(paper, Issue(SYMBOL, today(), number=5, confirmed=True), by=an)

    assert lines() == [(1, "Một"), (5, "Năm")]
    assert state_of_book(NumberBook.objects.get()).gaps == ["2–4"]


def test_a_day_before_that_of_an_earlier_number_asks_too(an, dung, so):
    last = today().year - 1  # every day of last year is over, whatever day it is today
    made = make_approved(so, an, dung, abstract="Cuối năm")
    issue_document(made, Issue(SYMBOL, date(last, 12, 30), reason="Ký từ năm trước"), by=an)
    paper = make_approved(so, an, dung, abstract="Lùi ngày")
    earlier = Issue(SYMBOL, date(last, 12, 29), reason="Ký từ năm trước")

    with pytest.raises(OutOfOrder, match="sai thứ tự ngày"):
        issue_document(paper, earlier, by=an)


def test_a_taken_number_is_refused_with_the_paper_that_has_it(an, dung, so):
    make_issued(so, an, dung, abstract="Phát động đợt 1")
    paper = make_approved(so, an, dung, abstract="Khác")

    with pytest.raises(NumberTaken, match=r"Kế hoạch 01/KH-SGDĐT: “Phát động đợt 1”"):
        issue_document(paper, Issue(SYMBOL, today(), number=1, confirmed=True), by=an)

    assert OfficialDocument.objects.get(pk=paper.pk).status == "approved"


def test_a_number_of_last_year_stands_in_last_years_book_with_a_reason(an, dung, so):
    last = today().year - 1
    paper = make_approved(so, an, dung)

    with pytest.raises(BadInput, match=f"thuộc sổ năm {last}"):
        issue_document(paper, Issue(SYMBOL, date(last, 12, 30)), by=an)
    issue_document(paper, Issue(SYMBOL, date(last, 12, 30), reason="Ký từ năm trước"), by=an)

    line = BookLine.objects.select_related("book").get()
    assert (line.book.year, line.number, line.reason) == (last, 1, "Ký từ năm trước")


@pytest.mark.parametrize(("years", "words"), [(-2, "đã khép"), (1, "chưa đến")])
def test_days_too_far_are_refused(an, dung, so, years, words):
    paper = make_approved(so, an, dung)
    issue = Issue(SYMBOL, date(today().year + years, 12, 31), reason="Lý do")

    with pytest.raises(BadInput, match=words):
        issue_document(paper, issue, by=an)


def test_a_new_year_begins_at_one(an, dung, so):
    make_issued(so, an, dung, abstract="Năm nay")
    paper = make_approved(so, an, dung, abstract="Năm trước")
    last = date(today().year - 1, 12, 31)

    made = issue_document(paper, Issue(SYMBOL, last, reason="Bổ sung sổ"), by=an)

    assert made.number == "01/KH-SGDĐT"


# ------------------------------------------------------------------ numbers left out


def test_a_number_is_left_out_with_a_reason_and_stays_so(an, dung, so):
    make_issued(so, an, dung)
    book = NumberBook.objects.get()

    with pytest.raises(BadInput, match="lý do bỏ số"):
        leave_out_number(book, 2, "", by=an)
    leave_out_number(book, 2, "Hủy văn bản", by=an)

    paper = make_approved(so, an, dung, abstract="Hai")
    with pytest.raises(NumberTaken, match="Số 2 đã bỏ, lý do: Hủy văn bản"):
        issue_document(paper, Issue(SYMBOL, today(), number=2, confirmed=True), by=an)
    assert issue_document(paper, Issue(SYMBOL, today()), by=an).number == "03/KH-SGDĐT"
    state = state_of_book(book)
    assert (state.next, state.gaps, state.given, state.left_out) == (4, [], 2, 1)


def test_numbers_far_ahead_or_of_others_are_not_left_out(an, dung, binh, so):
    make_issued(so, an, dung)
    book = NumberBook.objects.get()

    with pytest.raises(BadInput, match="số kế tiếp: 2"):
        leave_out_number(book, 9, "Để dành", by=an)
    with pytest.raises(NumberTaken):
        leave_out_number(book, 1, "Hủy", by=an)
    with pytest.raises(NotAllowed):
        leave_out_number(book, 2, "Hủy", by=binh)


# ------------------------------------------------------------------ what was numbered by hand


def registered(so, by, number, day):
    return register_document(DocumentData("KH", f"Số {number}", number, day, so), by=by)


def test_a_book_opened_in_the_middle_of_a_year_goes_on_from_there(an, dung, so):
    registered(so, an, "41/KH-SGDĐT", today())

    made = make_issued(so, an, dung)

    assert made.number == "42/KH-SGDĐT"
    assert lines() == [(41, "Số 41/KH-SGDĐT"), (42, "Phát động thi đua đợt 1")]


def test_a_paper_numbered_by_hand_later_takes_its_line(an, dung, so):
    make_issued(so, an, dung)

    registered(so, an, "2/KH-SGDĐT", today())

    assert make_issued(so, an, dung, abstract="Ba").number == "03/KH-SGDĐT"


# ------------------------------------------------------------------ two clerks


def test_a_number_the_book_gave_is_not_registered_for_another_paper(an, dung, so):  # S2-33
    made = make_issued(so, an, dung, abstract="Phát động đợt 1")
    leave_out_number(NumberBook.objects.get(), 2, "Hủy văn bản", by=an)

    with pytest.raises(NumberTaken, match="đã cấp cho Kế hoạch 01/KH-SGDĐT: “Phát động đợt 1”"):
        register_document(DocumentData("KH", "Khác", "1/KH-SGDĐT", today(), so), by=an)
    with pytest.raises(NumberTaken, match="Số 2 đã bỏ, lý do: Hủy văn bản"):
        register_document(DocumentData("KH", "Khác", "02/KH-SGDĐT", today(), so), by=an)
    other = register_document(DocumentData("KH", "Khác", "3/KH-SGDĐT", today(), so), by=an)
    with pytest.raises(NumberTaken, match="đã cấp cho"):
        change_document(other, DocumentData("KH", "Khác", "01/KH-SGDĐT", today(), so), by=an)

    assert [line[0] for line in lines()] == [1, 2, 3]
    assert OfficialDocument.objects.filter(number_key=made.number_key).count() == 1


def test_the_same_number_of_another_kind_or_year_is_registered(an, dung, so):
    make_issued(so, an, dung)
    last = date(today().year - 1, 5, 4)

    kind = register_document(DocumentData("QD", "Khen", "01/QĐ-SGDĐT", today(), so), by=an)
    year = register_document(DocumentData("KH", "Năm trước", "01/KH-SGDĐT", last, so), by=an)

    assert (kind.status, year.status) == ("issued", "issued")


@pytest.mark.django_db(transaction=True)
def test_two_clerks_at_once_get_two_numbers(an, dung, so):
    papers = [make_approved(so, an, dung, abstract=f"Bản {n}") for n in range(4)]

    faults = at_once(
        *(
            lambda paper=paper: issue_document(paper, Issue(SYMBOL, today()), by=an)
            for paper in papers
        )
    )

    given = sorted(OfficialDocument.objects.values_list("number", flat=True))
    assert faults == [None] * 4
    assert given == [f"0{n}/KH-SGDĐT" for n in (1, 2, 3, 4)]


@pytest.mark.django_db(transaction=True)
def test_one_paper_numbered_twice_at_once_has_one_number(an, dung, so):
    paper = make_approved(so, an, dung)

    faults = at_once(
        *[lambda: issue_document(paper, Issue(SYMBOL, today()), by=an) for _time in range(2)]
    )

    lost = [fault for fault in faults if fault]
    assert (len(lost), isinstance(lost[0], NotAllowed | WrongState)) == (1, True)
    assert BookLine.objects.count() == 1


# ------------------------------------------------------------------ symbols


@pytest.mark.parametrize(
    ("name", "short", "kind", "symbol"),
    [
        ("Sở Giáo dục và Đào tạo Sông Ngân", "Sở GDĐT", "department", "KH-SGDĐT"),
        ("Trường THCS Hoa Sen", "", "school", "KH-THCSHS"),
        ("Xã Suối Mây", "", "commune", "KH-UBND"),
    ],
)
def test_symbol_is_made_of_kind_and_short_name(name, short, kind, symbol):
    unit = Unit(name=name, short_name=short, kind=kind)

    assert proposed_symbol("KH", unit) == symbol


def test_a_letter_has_no_kind_in_its_symbol():
    assert proposed_symbol("CV", Unit(short_name="Sở GDĐT", kind="department")) == "SGDĐT"
    assert proposed_symbol("QD", Unit(short_name="Sở GDĐT", kind="department")) == "QĐ-SGDĐT"
    assert abbreviation(Unit(name="Sở Khoa học và Công nghệ", kind="department")) == "SKHCN"


def test_the_symbol_used_last_is_proposed_again(an, dung, so):
    paper = make_approved(so, an, dung)
    issue_document(paper, Issue("KH-SGDĐT-VP", today()), by=an)

    assert symbol_for(make_draft(so, an).kind, so) == "KH-SGDĐT-VP"


def test_gaps_are_told_as_runs():
    assert said_gaps(gaps([1, 2, 5, 9])) == ["3–4", "6–8"]
    assert said_gaps(gaps([2])) == ["1"]
    assert said_gaps(gaps([])) == []
