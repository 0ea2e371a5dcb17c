"""Authors as old lists write them."""

from decimal import Decimal

import pytest

from phongtrao.lib.errors import BadInput
from phongtrao.recognition.imports.authors import Named, in_percent, read_authors

AN, BINH = Named("Lê An"), Named("Trần Bình")


@pytest.mark.parametrize(
    ("names", "codes", "shares", "read"),
    [
        ("Lê An", "", "", [AN]),
        ("Lê An, Trần Bình", "", "", [AN, BINH]),
        ("Lê An và Trần Bình.", "", "", [AN, BINH]),
        ("Lê An\nTrần Bình", "", "", [AN, BINH]),
        ("Lê An (60%)", "", "", [Named("Lê An", "", Decimal(60))]),
        ("Lê An: 33,34 %", "", "", [Named("Lê An", "", Decimal("33.34"))]),
        ("Lê An (GV1) 40%", "", "", [Named("Lê An", "GV1", Decimal(40))]),
        ("an@hoasen.example", "", "", [Named("", "an@hoasen.example")]),
        (
            "Lê An; Trần Bình",
            "GV1; GV2",
            "60; 40",
            [Named("Lê An", "GV1", Decimal(60)), Named("Trần Bình", "GV2", Decimal(40))],
        ),
        ("", "GV1; GV2", "", [Named("", "GV1"), Named("", "GV2")]),
        ("", "", "", []),
    ],
)
def test_a_cell_is_read(names, codes, shares, read):
    assert read_authors(names, codes, shares) == read


def test_fewer_shares_than_authors_are_refused():
    with pytest.raises(BadInput, match="có 2 tác giả nhưng 1 tỷ lệ"):
        read_authors("Lê An; Trần Bình", "", "60")


def test_a_share_that_is_no_number_is_refused():
    with pytest.raises(BadInput, match="“một nửa” không phải tỷ lệ"):
        read_authors("Lê An", "", "một nửa")


def test_cells_shown_as_percent_hold_parts_of_one():
    assert in_percent([Decimal("0.6"), Decimal("0.4")]) == [Decimal(60), Decimal(40)]
    assert in_percent([Decimal(60), None]) == [Decimal(60), None]
    assert in_percent([Decimal(1)]) == [Decimal(100)]
