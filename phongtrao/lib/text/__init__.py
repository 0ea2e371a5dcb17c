"""Vietnamese text: comparing, searching, ordering, recognising.

Five small modules behind one name: ``marks`` (folding, tone position), ``order`` (sort keys),
``document_numbers`` (57-NQ/TW), ``syllables`` (is this Vietnamese at all?) and ``legacy`` (fonts
of the nineties).
Everything compares NFC text (TCVN 6909:2001); what a person wrote is stored as written.
"""

from phongtrao.lib.text.document_numbers import (
    document_number,
    loose_document_number,
    split_document_number,
)
from phongtrao.lib.text.legacy import (
    from_tcvn3,
    from_vni,
    has_broken_letters,
    legacy_reading,
    may_be_legacy,
)
from phongtrao.lib.text.marks import fold, nfc, place_tone, same_spelling, strip_marks
from phongtrao.lib.text.order import name_sort_key, sort_key
from phongtrao.lib.text.syllables import has_lost_marks, is_syllable, looks_vietnamese

__all__ = [
    "document_number",
    "fold",
    "from_tcvn3",
    "from_vni",
    "has_broken_letters",
    "has_lost_marks",
    "is_syllable",
    "legacy_reading",
    "looks_vietnamese",
    "loose_document_number",
    "may_be_legacy",
    "name_sort_key",
    "nfc",
    "place_tone",
    "same_spelling",
    "sort_key",
    "split_document_number",
    "strip_marks",
]
