"""The annotated plans in every format an office sends: made once, kept by what they are made of.

``paper("103-thpt", "scan")`` gives the path of the file. The built files stand in a folder of the
temporary directory, under the hash of their source and of the code that makes them.
"""

import hashlib
import json
import shutil
import tempfile
from collections.abc import Iterable
from functools import cache
from pathlib import Path

from tests.reader import dialect, papers, printing, word

SHARED = Path(__file__).resolve().parents[3] / "shared" / "plans"
INVENTED = Path(__file__).parent / "plans"
GOLDS = ("000", "002", "003", "004")
FORMATS = ("md", "txt", "docx", "pdf", "scan")
_MAKERS = (dialect, printing, word)


def names() -> list[str]:
    """Every annotated plan: the golds beside the project, and the invented ones."""
    invented = sorted(
        path.stem for path in INVENTED.glob("*.md") if path.with_suffix(".json").exists()
    )
    return [*(GOLDS if SHARED.exists() else ()), *invented]


def formats(name: str) -> tuple[str, ...]:
    """The formats a plan is there in; only the invented ones are written in markdown."""
    return FORMATS[1:] if name in GOLDS else FORMATS


def gold(name: str) -> dict:
    path = SHARED / "gold" / f"{name}.json" if name in GOLDS else INVENTED / f"{name}.json"
    return json.loads(path.read_text(encoding="utf-8"))


def paper(name: str, kind: str) -> Path:
    """The plan as a file of ``kind``, built when it is not there yet."""
    if (given := _given(name, kind)) is not None:
        return given
    target = _target(name, kind)
    if not target.exists():
        _make(name, kind, target)
    return target


def build(wanted: Iterable[str]) -> None:
    """Make the PDFs of all plans in one run of LibreOffice, and the rest from them."""
    missing = [name for name in wanted if not _target(name, "pdf").exists()]
    if missing:
        _print({paper(name, "docx"): _target(name, "pdf") for name in missing})


def _given(name: str, kind: str) -> Path | None:
    if name in GOLDS:
        return SHARED / f"{name}.txt" if kind == "txt" else None
    return INVENTED / f"{name}.md" if kind == "md" else None


def _target(name: str, kind: str) -> Path:
    ending = "pdf" if kind == "scan" else kind
    return _folder(name) / kind / f"{name}.{ending}"


@cache
def _parts(name: str) -> list[dialect.Part]:
    if name in GOLDS:
        return papers.plan_parts(SHARED / f"{name}.txt", gold(name))
    return dialect.parse((INVENTED / f"{name}.md").read_text(encoding="utf-8"))


@cache
def _folder(name: str) -> Path:
    code = b"".join(Path(str(maker.__file__)).read_bytes() for maker in _MAKERS)
    digest = hashlib.sha256(repr(_parts(name)).encode() + code).hexdigest()
    return Path(tempfile.gettempdir()) / "phongtrao-papers" / digest[:20]


def _make(name: str, kind: str, target: Path) -> None:
    target.parent.mkdir(parents=True, exist_ok=True)
    if kind == "docx":
        word.write_docx(_parts(name), target)
    elif kind == "pdf":
        build({name, *names()})  # starting LibreOffice takes longer than printing
    elif kind == "txt":
        printing.extract_text(paper(name, "pdf"), target)
    else:
        printing.scan_pages(paper(name, "pdf"), target, seed=len(name))


def _print(targets: dict[Path, Path]) -> None:
    """Print into a folder of our own and move: another run may be building the same."""
    with tempfile.TemporaryDirectory() as folder:
        made = printing.print_pdf(list(targets), Path(folder))
        for path, target in zip(made, targets.values(), strict=True):
            target.parent.mkdir(parents=True, exist_ok=True)
            shutil.move(path, target)
