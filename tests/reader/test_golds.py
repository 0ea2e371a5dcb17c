"""The reader against the annotated plans, from text, Word, PDF and scan."""

import pytest

from phongtrao.reader import read_plan
from tests.reader.corpus import GOLDS, formats, names, paper
from tests.reader.printing import convert

TEXT_FLOORS, SCAN_FLOORS = (0.97, 0.97), (0.90, 0.88)  # macro F1, field accuracy
# An invented plan is extracted anew from its print: where a full line ends with a full stop, its text
# alone cannot tell whether a paragraph ends, and two short items of one section cost 0.03.
EXTRACTED_FLOORS = (0.95, 0.95)
# text comes from the printed PDF, so it needs LibreOffice too
PRINTED = {"txt", "pdf"}


def text_papers():
    """Every annotated plan in every format that keeps its letters."""
    for name in names():
        for kind in formats(name):
            if kind != "scan":
                needs = kind in PRINTED and not (name in GOLDS and kind == "txt")
                marks = [pytest.mark.office] if needs else []
                yield pytest.param(name, kind, marks=marks, id=f"{name}-{kind}")


def assert_scores(result: dict, floors: tuple[float, float] = TEXT_FLOORS) -> None:
    """Macro F1 and field accuracy over the floors, and nothing missed altogether."""
    empty = [name for name, s in result["sections"].items() if s["gold"] and not s["f1"]]
    found = (result["macro_f1"], result["macro_field_accuracy"])
    is_over = found[0] >= floors[0] and found[1] >= floors[1]
    assert (is_over, empty) == (True, []), found


@pytest.mark.parametrize(("name", "kind"), list(text_papers()))
def test_a_plan_scores_over_the_floor(plans, score, name, kind):
    reading = read_plan(paper(name, kind))

    result = score(name, reading.plan)

    is_extracted = kind == "txt" and name not in GOLDS
    assert_scores(result, EXTRACTED_FLOORS if is_extracted else TEXT_FLOORS)
    assert kind != "pdf" or all(fact.source.page for fact in reading.facts)


@pytest.mark.office
@pytest.mark.ocr
@pytest.mark.parametrize("name", GOLDS)
def test_a_scan_scores_over_its_floor(plans, score, name):
    reading = read_plan(paper(name, "scan"))

    result = score(name, reading.plan)

    assert_scores(result, SCAN_FLOORS)
    assert all(fact.confidence < 1 for fact in reading.facts)


@pytest.mark.office
@pytest.mark.parametrize("way", [("docx",), ("odt", "docx")])
def test_a_docx_saved_by_libreoffice_scores_over_the_floor(plans, score, way, tmp_path):
    path = paper("004", "docx")
    for step, ending in enumerate(way):
        folder = tmp_path / str(step)
        folder.mkdir()
        [path] = convert([path], ending, folder)

    result = score("004", read_plan(path).plan)

    assert_scores(result)


def test_damaged_text_gives_sections_and_low_confidence(plans):
    reading = read_plan(plans / "001.txt")

    found = {fact.section for fact in reading.facts}

    assert found >= {"document", "legal_bases", "purposes", "requirements", "subjects", "phases", "contents", "solutions", "criteria", "award_forms", "award_rules", "responsibilities", "recipients"}  # fmt: skip
    assert max(fact.confidence for fact in reading.facts) < 0.8
    assert all(fact.doubt for fact in reading.facts)
    assert "mất dấu" in reading.warnings[0]
