"""Words of initiatives that only their authors may read, or those who check them: a draft's, a secret part's,
what is rewritten after a return, a secret file's."""

from typing import Any

from django.core.files.base import ContentFile

from phongtrao.demo.paper import note_docx
from phongtrao.initiatives.models import Initiative, InitiativeRound
from phongtrao.initiatives.services.checking import return_initiative
from phongtrao.initiatives.services.files import attach_file
from phongtrao.initiatives.services.submitting import submit_initiative
from phongtrao.initiatives.services.writing import save_draft, start_initiative
from phongtrao.orgs.models import Post
from tests.initiatives.made import WORDS, full_draft

AUTHOR = {"giaovien"}
CHECKER = {"vanphong"}


def draft_of_an_initiative(world: Any, word: str) -> set[str]:
    """Title, text and the name of a file; nobody but the author, neither the head nor the office."""
    made = _begun(world, f"Bản viết {word}")
    _attach(made, world, word, is_secret=False)
    return AUTHOR


def secret_part_of_an_initiative(world: Any, word: str) -> set[str]:
    """Handed in: the head and those above read the rest."""
    draft = full_draft(values={**WORDS, "o2": f"{WORDS['o2']} {word}"}, secret_keys=("o2",))
    made = _begun(world, "Có phần giữ bí mật")
    save_draft(made, draft, made.saved, by=world.people["giaovien"])
    _attach(made, world, word, is_secret=True)
    _hand_in(made, world)
    return AUTHOR | CHECKER


def initiative_rewritten_after_its_return(world: Any, word: str) -> set[str]:
    """The office still reads what it returned, not what is being made of it."""
    made = _begun(world, "Được trả lại")
    author = world.people["giaovien"]
    save_draft(made, full_draft(), made.saved, by=author)
    _hand_in(made, world)
    return_initiative(made, "Sửa tên.", [], by=world.people["vanphong"])
    save_draft(made, full_draft(title=f"Tên mới {word}"), made.saved, by=author)
    return AUTHOR


DEEDS = (
    draft_of_an_initiative,
    secret_part_of_an_initiative,
    initiative_rewritten_after_its_return,
)


def _begun(world: Any, title: str) -> Initiative:
    author = world.people["giaovien"]
    round_ = InitiativeRound.objects.get(pk=world.samples["initiative round"]["of the Sở"])
    school = Post.objects.today().get(person__user=author.pk, is_full=True).unit
    made = start_initiative(round_, school, title, by=author)
    label = f"planted {len(world.samples['initiative'])}"
    world.samples["initiative"][label] = made.pk
    world.samples["initiative paper"][label] = (made.pk, "bao-cao")
    world.samples["history"][f"initiative, {label}"] = ("initiatives.initiative", str(made.pk))
    return made


def _attach(made: Initiative, world: Any, word: str, *, is_secret: bool) -> None:
    file = ContentFile(note_docx("Phụ lục", word), f"{word}.docx")
    kept = attach_file(made, file, is_secret=is_secret, by=world.people["giaovien"])
    world.samples["file"][f"planted of {made.pk}"] = kept.file_id


def _hand_in(made: Initiative, world: Any) -> None:
    submit_initiative(made, by=world.people["giaovien"])
    world.samples["initiative version"][f"planted {made.pk}"] = (made.pk, 1)
