"""A text painted with its passages: no letter lost, none shown that should not be."""

from hypothesis import given
from hypothesis import strategies as st

from phongtrao.similarity.pages.marked import AROUND, Mark, Shown, paint

WORDS = "một hai ba bốn\nnăm sáu bảy tám\n\nchín mười"


def said(paragraphs):
    return ["".join(piece.text for piece in one.pieces) for one in paragraphs]


@given(st.text(max_size=300), st.data())
def test_a_whole_text_keeps_every_letter(words, data):
    places = st.integers(0, len(words))
    spans = data.draw(st.lists(st.tuples(places, places).map(sorted), max_size=5))
    marks = [Mark(start, end, n, 1) for n, (start, end) in enumerate(spans, 1)]

    painted = said(paint(words, marks, Shown.WHOLE))

    assert painted == [line for line in words.split("\n") if line.strip()]


def test_the_later_mark_lies_on_top_and_each_begins_once():
    marks = [Mark(0, 14, 1, 1), Mark(4, 7, 2, 2)]

    (first, *_others) = paint(WORDS, marks, Shown.WHOLE)

    shown = [
        (piece.text, piece.mark and piece.mark.number, piece.is_first) for piece in first.pieces
    ]
    assert shown == [("một ", 1, True), ("hai", 2, True), (" ba bốn", 1, False)]


def test_near_a_mark_the_neighbours_stay_and_gaps_are_told():
    words = "\n".join(f"đoạn {number}" for number in range(20))
    at = words.index("đoạn 10")

    near = paint(words, [Mark(at, at + 7, 1, 1)], Shown.NEAR)

    assert said(near) == ["đoạn 9", "đoạn 10", "đoạn 11"]
    assert [one.has_gap for one in near] == [True, False, False]


def test_an_excerpt_shows_little_around_and_covers_names():
    words = f"{'xa ' * 100}Cô Giang dạy lớp sáu{' sau' * 100}"
    start = words.index("Cô Giang")
    mark = Mark(start, start + 20, 1, 1)

    (one,) = paint(words, [mark], Shown.EXCERPTS, [(start + 3, start + 8)])

    (text,) = said([one])
    assert "Giang" not in text
    assert "Cô [đã che] dạy lớp sáu" in text
    assert len(text) < 20 + 2 * AROUND + 10
