import pytest

from phongtrao.lib import words
from phongtrao.lib.errors import NotAllowed
from phongtrao.lib.words import gettext_noop, say, set_translator


@pytest.fixture
def english():
    before = words._translate
    set_translator({"Tệp rỗng.": "Empty file.", NotAllowed.default: "You may not."}.get)
    yield
    set_translator(before)


def test_sentence_is_translated_when_a_translator_is_plugged_in(english):
    assert say("Tệp rỗng.") == "Empty file."


def test_default_of_an_error_is_translated_when_it_is_raised(english):
    assert str(NotAllowed()) == "You may not."


def test_marked_constant_stays_as_written(english):
    assert gettext_noop("Tệp rỗng.") == "Tệp rỗng."


def test_sentence_stays_as_written_in_the_source_language():
    assert say("Không có trong danh mục.") == "Không có trong danh mục."
