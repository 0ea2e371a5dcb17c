"""What stands on a report besides its figures: as the office wrote it last, else as far as it is known."""

from dataclasses import replace

from phongtrao.documents.models import OfficialDocument, Paper
from phongtrao.documents.queries.writing import usual_words
from phongtrao.orgs.models import Unit
from phongtrao.reports.facts import Letter


def last_letter_of(owner: Unit, source: OfficialDocument | None = None) -> Letter:
    """Of the unit's last report, whatever its sort; before the first, the symbol of what it is about.

    Where nobody was named, place and signer are those the unit's papers usually have.
    """
    rows = Paper.objects.filter(unit=owner, template__template__key__startswith="reports.")
    kept = rows.order_by("-pk").values_list("facts__letter", flat=True).first()
    number = source.number if source else ""
    symbol = f"BC-{number.rsplit('-', 1)[-1]}" if "-" in number else "BC-"
    letter = Letter(symbol=symbol)
    if kept:
        letter = Letter(**{**kept, "recipients": tuple(kept["recipients"])})
    if letter.signer:
        return letter
    usual = usual_words(owner)
    return replace(
        letter,
        place=letter.place or usual.get("place", ""),
        capacity=usual.get("capacity", ""),
        position=usual.get("position", ""),
        signer=usual.get("signer", ""),
    )
