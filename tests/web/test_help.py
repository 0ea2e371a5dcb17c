"""The question mark: two sentences where people hesitate, without a script."""

from django.template import Context, Template


def test_help_opens_its_sentences_and_says_what_it_is_about():
    said = Template('{% load web %}{% help "kỳ <báo cáo>" %}<p>Hai câu.</p>{% endhelp %}')

    page = said.render(Context())

    assert page.startswith('<details class="help"><summary><svg')
    assert "Giải thích: kỳ &lt;báo cáo&gt;" in page
    assert '<div class="help-body"><p>Hai câu.</p></div></details>' in page
