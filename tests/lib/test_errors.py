import pytest

from phongtrao.lib.answers import YES, Answer, no
from phongtrao.lib.errors import BadFile, BadInput, Conflict, DomainError, NotAllowed, WrongState


@pytest.mark.parametrize(
    "error", [DomainError, NotAllowed, WrongState, BadInput, BadFile, Conflict]
)
def test_error_speaks_its_default_sentence_when_nothing_is_said(error):
    assert str(error()) == error.default


def test_error_speaks_the_given_sentence():
    assert str(BadFile("Tệp rỗng. Hãy chọn tệp khác.")) == "Tệp rỗng. Hãy chọn tệp khác."


def test_bad_file_is_bad_input_and_all_are_domain_errors():
    assert issubclass(BadFile, BadInput)
    assert all(issubclass(e, DomainError) for e in (NotAllowed, WrongState, BadInput, Conflict))


def test_answer_when_yes():
    YES.enforce()

    assert bool(YES) is True
    assert Answer() == YES


def test_answer_when_no():
    answer = no("Chỉ tác giả được nộp.")

    assert bool(answer) is False
    with pytest.raises(NotAllowed, match="Chỉ tác giả được nộp"):
        answer.enforce()


def test_no_without_a_reason_is_a_mistake_in_the_program():
    with pytest.raises(ValueError, match="reason"):
        no("")
