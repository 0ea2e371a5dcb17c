"""The catalogue compiled without msgfmt."""

import gettext
import io
import os
import shutil
import subprocess

import pytest

from phongtrao.config.messages import SOURCE, compile_messages, read_po, to_mo

HEADER = 'msgid ""\nmsgstr "Content-Type: text/plain; charset=UTF-8\\nPlural-Forms: nplurals=2; plural=(n != 1);\\n"\n'
PLAN = '\nmsgid "Kế hoạch"\nmsgstr "Plan"\n'


@pytest.fixture
def source(tmp_path):
    po = tmp_path / "source" / "en" / "LC_MESSAGES" / "django.po"
    po.parent.mkdir(parents=True)
    po.write_text(HEADER + PLAN, encoding="utf-8")
    return tmp_path / "source"


def load(po):
    return gettext.GNUTranslations(io.BytesIO(to_mo(read_po(HEADER + po))))


def test_sentence_is_found_when_compiled():
    words = load(PLAN)

    assert (words.gettext("Kế hoạch"), words.gettext("Hạn")) == ("Plan", "Hạn")


def test_context_keeps_two_meanings_apart():
    words = load('\nmsgctxt "state"\nmsgid "Trả lại"\nmsgstr "Returned"\n')

    assert (words.pgettext("state", "Trả lại"), words.gettext("Trả lại")) == ("Returned", "Trả lại")


def test_plural_chooses_its_form():
    words = load(
        '\nmsgid "%d dòng"\nmsgid_plural "%d dòng"\nmsgstr[0] "%d row"\nmsgstr[1] "%d rows"\n'
    )

    assert [words.ngettext("%d dòng", "%d dòng", n) for n in (1, 3)] == ["%d row", "%d rows"]


def test_lines_and_escapes_are_put_together():
    words = load('\nmsgid ""\n"Kính gửi,\\n"\n"\\"A\\""\nmsgstr ""\n"Dear,\\n"\n"\\"B\\""\n')

    assert words.gettext('Kính gửi,\n"A"') == 'Dear,\n"B"'


def test_fuzzy_and_empty_entries_are_left_out():
    fuzzy = '\n#, fuzzy, python-format\nmsgid "Hạn"\nmsgstr "Limit"\n'

    assert read_po(PLAN + fuzzy + '\nmsgid "Mục"\nmsgstr ""\n') == {"Kế hoạch": "Plan"}


def test_line_that_is_not_of_a_catalogue_is_named():
    with pytest.raises(ValueError, match="not a line of a catalogue: msgstring"):
        read_po('msgid "a"\nmsgstring "b"\n')


def test_catalogue_is_compiled_again_only_when_it_changed(source, tmp_path):
    mo = tmp_path / "made" / "en" / "LC_MESSAGES" / "django.mo"
    compile_messages(tmp_path / "made", source)
    mo.write_bytes(b"kept")
    os.utime(mo, ns=(next(source.rglob("*.po")).stat().st_mtime_ns,) * 2)

    compile_messages(tmp_path / "made", source)
    kept = mo.read_bytes()
    os.utime(next(source.rglob("*.po")), ns=(1, 1))  # saved at another time, be it an earlier one
    compile_messages(tmp_path / "made", source)

    assert kept == b"kept"
    assert mo.read_bytes() == to_mo(read_po(HEADER + PLAN))


@pytest.mark.needs("gettext")
def test_our_file_says_what_the_one_of_msgfmt_says(tmp_path):
    po = SOURCE / "en" / "LC_MESSAGES" / "django.po"
    subprocess.run([shutil.which("msgfmt"), "-o", tmp_path / "theirs.mo", po], check=True)

    compile_messages(tmp_path)

    ours, theirs = tmp_path / "en" / "LC_MESSAGES" / "django.mo", tmp_path / "theirs.mo"
    assert catalogue(ours) == catalogue(theirs)


def catalogue(path):
    with path.open("rb") as file:
        return gettext.GNUTranslations(file)._catalog
