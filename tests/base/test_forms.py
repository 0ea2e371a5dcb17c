from datetime import date
from decimal import Decimal

import pytest
from django import forms
from django.core.files.uploadedfile import SimpleUploadedFile

from phongtrao.base.forms import (
    DayField,
    NumberField,
    TextField,
    UploadField,
    WholeNumberField,
    field_of,
    need_one_of,
    offer,
)
from phongtrao.orgs.models import Unit


def refusal(field: forms.Field, value: object) -> str:
    with pytest.raises(forms.ValidationError) as refused:
        field.clean(value)
    return refused.value.messages[0]


def test_text_is_composed_and_trimmed():
    assert TextField().clean("  Tha\u0302\u0301ng  ") == "Thấng"


@pytest.mark.parametrize("typed", ["20/8/2025", "20-08-25", "20.08.2025", "2025-08-20"])
def test_day_reads_what_people_type(typed):
    assert DayField().clean(typed) == date(2025, 8, 20)


def test_day_that_does_not_exist_is_refused_with_an_example():
    assert "Hãy nhập ngày/tháng/năm" in refusal(DayField(), "31/02/2025")


def test_day_left_empty_is_none_or_asked_for():
    assert DayField(required=False).clean("") is None
    assert refusal(DayField(), "") == "Hãy điền mục này."


def test_number_reads_what_people_type():
    assert NumberField().clean("1.234,5") == Decimal("1234.5")
    assert WholeNumberField().clean("1.234") == Decimal(1234)


@pytest.mark.parametrize(
    ("typed", "sentence"),
    [
        ("-1", "Số nhỏ nhất được nhập là 0."),
        ("1.000,5", "Số lớn nhất được nhập là 1.000."),
        ("nhiều", "“nhiều” không phải là số. Hãy nhập số, ví dụ 1.234,5."),
    ],
)
def test_number_out_of_bounds_is_refused(typed, sentence):
    assert refusal(NumberField(lowest=0, highest=1000), typed) == sentence


def test_count_with_decimals_is_refused():
    assert "không phải là số nguyên" in refusal(WholeNumberField(), "1,5")


class Measured(forms.Form):
    due = DayField()
    share = NumberField()


def test_stored_values_come_back_as_they_are_typed():
    form = Measured(initial={"due": date(2025, 8, 20), "share": Decimal("1234.50")})

    assert (form["due"].value(), form["share"].value()) == ("20/08/2025", "1.234,5")


def test_form_sent_back_untouched_has_not_changed():
    initial = {"due": date(2025, 8, 20), "share": Decimal("1234.50")}

    same = Measured({"due": "20/08/2025", "share": "1.234,5"}, initial=initial)
    other = Measured({"due": "21/08/2025", "share": "1.234,5"}, initial=initial)

    assert (same.has_changed(), other.changed_data) == (False, ["due"])


def test_upload_says_its_limits():
    field = UploadField(kinds=(".docx", ".pdf"), limit=1024 * 1024, why="Bản đã ký.")

    assert field.help_text == "Bản đã ký. Tệp .docx, .pdf, không quá 1,0\xa0MB."


def test_upload_of_the_right_kind_is_taken():
    file = SimpleUploadedFile("Kế hoạch.DOCX", b"PK")

    assert UploadField(kinds=(".docx",)).clean(file) is file


def test_upload_of_another_kind_or_too_large_is_refused():
    field = UploadField(kinds=(".pdf",), limit=10)

    assert "không thuộc loại được nhận" in refusal(field, SimpleUploadedFile("a.exe", b"MZ"))
    assert "quá mức" in refusal(field, SimpleUploadedFile("a.pdf", b"%PDF-1.7 too long"))


# ------------------------------------------------------------------ what can be chosen


class Choosing(forms.Form):
    unit = forms.ModelChoiceField(Unit.objects.none())
    period = forms.ChoiceField()
    name = TextField()


def test_choices_are_offered_by_field(so):
    form = Choosing({"unit": so.pk, "period": "2026Q1", "name": "A"})

    offer(form, unit=Unit.objects.all(), period=[("2026Q1", "Quý I/2026")])

    assert form.is_valid()
    assert form.cleaned_data["unit"] == so


def test_a_field_that_offers_nothing_is_a_mistake_of_the_code():
    with pytest.raises(TypeError, match="name is a TextField, not a ChoiceField"):
        offer(Choosing(), name=[])
    assert field_of(Choosing(), "name", TextField).need == ""


def test_one_of_several_counts_the_boxes_that_are_shown():
    class Ways(forms.Form):
        file = TextField(required=False)
        url = TextField(required=False)

    two, one = Ways(), Ways()
    del one.fields["url"]

    need_one_of(two, "file", "existing", "url")
    need_one_of(one, "file", "url")

    assert [field.need for field in two.fields.values()] == ["cần ít nhất một trong 2 ô"] * 2
    assert one.fields["file"].required
