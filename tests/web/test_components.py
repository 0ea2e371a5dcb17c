from datetime import date
from types import SimpleNamespace

import pytest
from django import forms
from django.template import Context, Template

from phongtrao.base.forms import TextField
from phongtrao.web.components import STATE_ICONS, Due, Progress, State
from phongtrao.web.tables import show_value

TODAY = date(2026, 11, 20)


def render(source: str, **context) -> str:
    return Template("{% load web form_key %}" + source).render(Context(context))


@pytest.mark.parametrize("kind", STATE_ICONS)
def test_state_is_a_word_with_an_icon(kind):
    html = State("Quá hạn", kind).__html__()

    assert f'<span class="state state-{kind}">' in html
    assert f"#{STATE_ICONS[kind]}" in html
    assert "Quá hạn" in html


def test_state_says_why_on_hover_and_aloud():
    html = State("Quá hạn", "late", why="Hạn 15/10 <đã qua>.").__html__()

    assert 'title="Hạn 15/10 &lt;đã qua&gt;."' in html
    assert '<span class="visually-hidden"> (Hạn 15/10 &lt;đã qua&gt;.)</span>' in html


@pytest.mark.parametrize(
    ("day", "kind", "words"),
    [
        (date(2026, 11, 15), "late", "quá hạn 5 ngày"),
        (date(2026, 11, 20), "due", "hạn hôm nay"),
        (date(2026, 11, 27), "due", "còn 7 ngày"),
        (date(2026, 11, 28), "neutral", "còn 8 ngày"),
    ],
)
def test_due_date_says_its_distance(day, kind, words):
    due = Due(day, TODAY)

    assert (due.kind, due.words) == (kind, words)


def test_due_date_of_what_is_done_is_only_a_date():
    due = Due(date(2026, 11, 15), TODAY, closed=True)

    assert due.__html__() == '<time datetime="2026-11-15">15/11/2026</time>'


@pytest.mark.parametrize(
    ("done", "total", "percent"), [(0, 0, 0), (38, 40, 95), (399, 400, 99), (400, 400, 100)]
)
def test_progress_reads_100_only_when_all_is_done(done, total, percent):
    assert Progress(done, total).percent == percent


@pytest.mark.parametrize(
    ("value", "text"),
    [
        (None, "—"),
        ("", "—"),
        (True, "Có"),
        (False, "Không"),
        (1234567, "1.234.567"),
        (1234.5, "1.234,5"),
        (TODAY, "20/11/2026"),
        ("Sông Ngân", "Sông Ngân"),
    ],
)
def test_values_are_written_as_an_office_writes_them(value, text):
    assert show_value(value) == text


def test_texts_of_people_are_escaped_everywhere():
    bad = "<script>alert(1)</script>"
    entry = SimpleNamespace(at=None, actor=bad, sentence=bad, changes=[(bad, bad, bad)])

    html = render(
        "{% stat bad bad note=bad %}{% empty_state bad bad '/' bad %}"
        "{% definitions pairs %}{% timeline entries %}{% state bad 'late' why=bad %}"
        "{% why bad %}{{ bad }}{% endwhy %}{% menu %}{{ bad }}{% endmenu %}{{ bad|shown }}",
        bad=bad,
        pairs=[(bad, bad)],
        entries=[entry],
    )

    assert "<script" not in html


def test_menu_without_entries_is_not_there():
    assert render("{% menu %} {% if no %}x{% endif %} {% endmenu %}") == ""


def test_definitions_leave_out_what_is_not_known():
    html = render("{% definitions pairs %}", pairs=[("Hạn", "15/12"), ("Ghi chú", "")])

    assert ("Hạn" in html, "Ghi chú" in html) == (True, False)


class TwoFields(forms.Form):
    name = TextField(label="Tên", help_text="Ghi đủ họ tên.")
    kinds = forms.MultipleChoiceField(
        label="Loại", choices=[("a", "A"), ("b", "B")], widget=forms.CheckboxSelectMultiple
    )
    note = TextField(label="Ghi chú", required=False)


def test_form_says_in_words_what_is_required():
    html = " ".join(render("{% form_body form %}", form=TwoFields()).split())

    assert 'Tên <span class="need">(bắt buộc)</span>' in html
    assert 'Ghi chú <span class="need">(không bắt buộc)</span>' in html
    assert 'id="id_name_helptext">Ghi đủ họ tên.</div>' in html
    assert "error-summary" not in html


def test_form_sums_up_its_errors_with_links_to_the_fields():
    html = " ".join(render("{% form_body form %}", form=TwoFields({})).split())

    assert '<li><a href="#id_name">Tên</a>: Hãy điền mục này.</li>' in html
    assert '<li><a href="#id_kinds">Loại</a>: Hãy điền mục này.</li>' in html
    assert '<fieldset class="field" id="id_kinds"' in html
    assert 'aria-describedby="id_name_helptext id_name_error"' in html
    assert '<div class="invalid-feedback" id="id_name_error">' in html


def test_form_key_is_fresh_for_every_page_and_kept_when_the_form_comes_back(rf):
    key = "5b9a4a9e-6f0b-4b0c-9c4f-0f4ef3a7d111"
    sent = rf.post("/", {"form_key": key})
    forged = rf.post("/", {"form_key": '"><script>'})

    pages = [render("{% form_key %}") for _ in range(2)]

    assert pages[0] != pages[1]
    assert (
        render("{% form_key %}", request=sent)
        == f'<input type="hidden" name="form_key" value="{key}">'
    )
    assert "script" not in render("{% form_key %}", request=forged)
