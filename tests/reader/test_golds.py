"""The reader against the annotated plans, from text, Word and PDF."""

import pytest

from phongtrao.reader import read_plan
from tests.reader.papers import convert, load_gold, make_docx, make_pdf

NAMES = ("000", "002", "003", "004")
FLOOR = 0.85


def assert_scores(result: dict) -> None:
    """Macro F1 over the floor, and nothing the annotation has is missed altogether."""
    empty = [name for name, s in result["sections"].items() if s["gold"] and not s["f1"]]
    assert (result["macro_f1"] >= FLOOR, empty) == (True, [])


@pytest.mark.parametrize("name", NAMES)
def test_text_scores_over_the_floor(plans, score, name):
    plan = read_plan(plans / f"{name}.txt").plan

    result = score(name, plan)

    assert_scores(result)


@pytest.mark.parametrize("name", NAMES)
def test_docx_scores_over_the_floor(plans, score, name, tmp_path):
    path = make_docx(plans / f"{name}.txt", load_gold(plans, name), tmp_path / f"{name}.docx")

    result = score(name, read_plan(path).plan)

    assert_scores(result)


@pytest.mark.office
@pytest.mark.parametrize("name", NAMES)
def test_pdf_scores_over_the_floor(plans, score, name, tmp_path):
    docx = make_docx(plans / f"{name}.txt", load_gold(plans, name), tmp_path / f"{name}.docx")
    reading = read_plan(make_pdf(docx, tmp_path))

    result = score(name, reading.plan)

    assert_scores(result)
    assert all(fact.source.page for fact in reading.facts)


@pytest.mark.office
@pytest.mark.parametrize("way", [("docx",), ("odt", "docx")])
def test_a_docx_saved_by_libreoffice_scores_over_the_floor(plans, score, way, tmp_path):
    path = make_docx(plans / "004.txt", load_gold(plans, "004"), tmp_path / "004.docx")
    for step, ending in enumerate(way):
        folder = tmp_path / str(step)
        folder.mkdir()
        path = convert(path, ending, folder)

    result = score("004", read_plan(path).plan)

    assert_scores(result)


def test_damaged_text_gives_sections_and_low_confidence(plans):
    reading = read_plan(plans / "001.txt")

    found = {fact.section for fact in reading.facts}

    assert found >= {"document", "legal_bases", "purposes", "requirements", "subjects", "phases", "contents", "solutions", "criteria", "award_forms", "award_rules", "responsibilities", "recipients"}  # fmt: skip
    assert max(fact.confidence for fact in reading.facts) < 0.8
    assert all(fact.doubt for fact in reading.facts)
    assert "mất dấu" in reading.warnings[0]
