"""Workbooks that wait in the database name people in no column of ours: searched when one is erased."""

from collections.abc import Iterator

from django.urls import reverse
from django.utils.translation import gettext as _

from phongtrao.audit.services import record
from phongtrao.base.words import office_language
from phongtrao.base.workflow import move
from phongtrao.lib.sheets import to_text
from phongtrao.lib.text import nfc
from phongtrao.notifications.services import notify
from phongtrao.orgs.imports.reading import open_file
from phongtrao.orgs.imports.services import TRANSITIONS, remove_contents
from phongtrao.orgs.models import Import, ImportFile, Person

S = Import.Status


def forget_in_lists(person: Person) -> int:
    """Remove every kept workbook that names the person, by name or code; return how many.

    A namesake's list goes as well: nobody can tell them apart by a name. A list that was still to be
    written is put aside, and whoever brought it is told to bring it again.
    """
    wanted = [_plain(said) for said in (person.full_name, person.code) if said]
    named = [
        file.act
        for file in ImportFile.objects.select_related("act__made_by")
        if _names(file, wanted)
    ]
    remove_contents([act.pk for act in named])
    for act in named:
        _put_aside(act)
    return len(named)


def _names(file: ImportFile, wanted: list[str]) -> bool:
    return any(said in line for line in _lines(file) for said in wanted)


def _lines(file: ImportFile) -> Iterator[str]:
    """Each row as one text, so that a name in two columns is found; a sign stands at both ends."""
    book = open_file(file)
    for name in book.names:
        for row in book.rows(name):
            yield _plain(" ".join(map(to_text, row)))


def _plain(text: str) -> str:
    """Between spaces: code “GV1” is not in “GV12”."""
    return f" {' '.join(nfc(text).casefold().split())} "


def _put_aside(act: Import) -> None:
    if act.status not in {S.MAPPING, S.CHECKED, S.FAILED}:
        return
    move(act, S.DROPPED, TRANSITIONS)
    record(act, "orgs.import_dropped", by=None)
    with office_language():
        said = _(
            "Danh sách bạn đang nhập có người vừa được xóa dữ liệu nên đã bỏ. Hãy tải lại tệp."
        )
    url = reverse("orgs:import_list")
    notify([act.made_by], said, key=f"import-erased:{act.pk}", url=url)
