"""Words whose lost marks the reader put back, marked where the source and the facts are shown."""

import pytest

from phongtrao.plans.intake.mending import mark_cells, mark_known, mark_text, words_of
from tests.plans.intake_work import PLANS, make_fact, make_intake, page, read_in, task_value

LARGEST = 100_000  # bytes of HTML


def word(start: int, end: int, seen: str, *, sure: bool = True) -> dict:
    return {"start": start, "end": end, "seen": seen, "is_sure": sure}


def mark(text: str, seen: str, css: str = "mended") -> str:
    return f'<mark class="{css}" title="Văn bản: “{seen}”">{text}</mark>'


@pytest.fixture
def signed_in(client, an):
    client.force_login(an)
    return client


def test_a_mended_word_says_what_stood_there():
    words = [word(6, 9, "boi", sure=False)]

    assert (
        mark_text("Mở lớp bồi <b>", [word(0, 2, "Mo")]) == mark("Mở", "Mo") + " lớp bồi &lt;b&gt;"
    )
    assert mark_text("Mở lớp", []) == "Mở lớp"
    assert mark_text("Khóa: bồi", words) == "Khóa: " + mark("bồi", "boi", "mended unsure")


def test_neighbours_that_are_equally_sure_share_a_mark():
    words = [word(0, 2, "Mo"), word(3, 6, "lop"), word(7, 10, "boi", sure=False)]

    marked = mark_text("Mở lớp bồi", words)

    assert marked == f"{mark('Mở lớp', 'Mo lop')} {mark('bồi', 'boi', 'mended unsure')}"


def test_a_word_of_a_row_is_marked_in_its_cell():
    # The text of the row: “1 | Mở lớp”; the empty cell is not in it.
    assert mark_cells(("1", "", "Mở lớp"), [word(4, 6, "Mo")]) == (
        "1",
        "",
        mark("Mở", "Mo") + " lớp",
    )


def test_a_fact_marks_the_words_mended_where_it_stands():
    known = words_of([{"text": "Mở lớp", "mended": [word(0, 2, "Mo")]}, {"text": "Đọc trước"}])

    assert mark_known("mở lớp mới", known) == mark("mở", "Mo") + " lớp mới"
    assert mark_known("mở lớp mới", {}) == "mở lớp mới"


def test_source_card_and_form_show_the_mended_words(signed_in, so, an):
    block = {"number": 0, "kind": "line", "text": "Mở lớp", "page": None, "line": 1, "cells": []}
    intake = make_intake(so, an, blocks=[block | {"mended": [word(0, 2, "Mo", sure=False)]}])
    fact = make_fact(intake, value=task_value("Mở lớp"), first_block=0, last_block=0)

    text = page(signed_in, intake, "?muc=tasks")
    form = signed_in.get(f"/tiep-nhan/muc/{fact.pk}/sua/").content.decode()

    assert text.count(mark("Mở", "Mo", "mended unsure")) == 2
    assert '<mark class="mended unsure">mở</mark> (Mo)' in form


def test_a_plan_that_lost_its_marks_is_reviewed_in_small_pages(signed_in, so, an):
    file = PLANS / "001.txt"
    if not file.exists():
        pytest.skip("the source plans are not here")
    intake = read_in(so, an, file.read_text(encoding="utf-8"), "001.txt")

    texts = {
        section: page(signed_in, intake, f"?muc={section}")
        for section in {*intake.facts.values_list("section", flat=True), "can-xem"}
    }

    assert 'class="mended' in texts["can-xem"]
    assert {key: len(t.encode()) for key, t in texts.items() if len(t.encode()) > LARGEST} == {}
