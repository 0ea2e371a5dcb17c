import pytest

from phongtrao.audit import sentences


@pytest.mark.parametrize(
    ("register", "known", "what"),
    [
        (sentences.register, sentences.SENTENCES, "action"),
        (sentences.register_labels, sentences.LABELS, "label"),
    ],
)
def test_a_name_has_one_meaning_in_the_whole_program(register, known, what):
    name, words = next(iter(known.items()))
    register({name: words})  # an app may say the same again

    with pytest.raises(ValueError, match=f"audit {what} '{name}' is registered twice"):
        register({name: "nghĩa khác"})
    assert known[name] is words
