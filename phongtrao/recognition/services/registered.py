"""The paper behind what is recorded: found in the register by its number and day, else entered there."""

from datetime import date

from django.utils.translation import gettext as _

from phongtrao.documents.models import DocumentKind, OfficialDocument
from phongtrao.documents.queries import same_number
from phongtrao.documents.services.register import DocumentData, register_document
from phongtrao.lib.errors import BadInput
from phongtrao.orgs.models import Unit


def paper_named(
    number: str, issued_on: date, issuer: Unit, *, abstract: str, kind: str = DocumentKind.DECISION
) -> OfficialDocument:
    """The issued paper of that number, day and issuer.

    One that nobody has registered yet is entered: whoever calls this has been asked whether they may record
    what it says, which is less than registering papers at large.
    """
    if not number.strip():
        raise BadInput(_("Hãy ghi số, ký hiệu của văn bản."))
    known = [
        row
        for row in same_number(number, issuer.name)
        if row.status == OfficialDocument.Status.ISSUED and row.issued_on == issued_on
    ]
    if known:
        return known[0]
    data = DocumentData(
        kind=kind, abstract=abstract, number=number, issued_on=issued_on, issuer=issuer
    )
    return register_document(data, by=None)
