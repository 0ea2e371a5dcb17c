"""Questions about number books: the next number, the gaps, who has a number."""

from dataclasses import dataclass

from django.db.models import Max, Q, QuerySet

from phongtrao.documents.models import BookLine, NumberBook, OfficialDocument
from phongtrao.documents.numbering import gaps, proposed_symbol, said_gaps, whole_number
from phongtrao.lib.text import document_number, split_document_number
from phongtrao.orgs.models import Unit


@dataclass(frozen=True, slots=True)
class BookState:
    """``next``: the number after the last; ``gaps`` as said: “3”, “6–8”."""

    next: int
    gaps: list[str]
    given: int
    left_out: int


def next_number(book: NumberBook) -> int:
    return int(book.lines.aggregate(last=Max("number"))["last"] or 0) + 1


def next_in(unit: Unit, kind: str, year: int) -> int:
    """What the unit's next paper of the kind would get; also before the book is opened."""
    book = NumberBook.objects.filter(unit=unit, kind=kind, year=year).first()
    if book:
        return next_number(book)
    unopened = NumberBook(unit=unit, kind=kind, year=year)
    numbers = registered_in(unopened).values_list("number", flat=True)
    return max((whole_number(number) or 0 for number in numbers), default=0) + 1


def state_of_book(book: NumberBook) -> BookState:
    rows = list(book.lines.values_list("number", "document"))
    return BookState(
        next=max((number for number, _document in rows), default=0) + 1,
        gaps=said_gaps(gaps(number for number, _document in rows)),
        given=sum(document is not None for _number, document in rows),
        left_out=sum(document is None for _number, document in rows),
    )


def symbol_for(kind: str, unit: Unit) -> str:
    """The symbol last used for this kind by the unit; made of kind and name the first time."""
    lines = BookLine.objects.filter(book__unit=unit, book__kind=kind, document__isnull=False)
    last = lines.order_by("-pk").values_list("document__number", flat=True).first()
    return (split_document_number(last)[1] if last else "") or proposed_symbol(kind, unit)


def holder_of(book: NumberBook, number: int) -> BookLine | None:
    return book.lines.filter(number=number).select_related("document").first()


def registered_as(unit: Unit, written: str, year: int) -> OfficialDocument | None:
    """A paper of the unit entered by hand under this number in the year, outside the book."""
    rows = OfficialDocument.objects.filter(
        issuer=unit, number_key=document_number(written), issued_on__year=year
    )
    return rows.order_by("pk").first()


def registered_in(book: NumberBook) -> QuerySet[OfficialDocument]:
    """Papers of the book's unit, kind and year that were entered with a number of their own."""
    rows = OfficialDocument.objects.filter(
        issuer=book.unit_id,
        kind=book.kind,
        issued_on__year=book.year,
        status=OfficialDocument.Status.ISSUED,
        is_cited_only=False,
    )
    return rows.filter(~Q(number="")).order_by("issued_on", "pk")
