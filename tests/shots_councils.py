"""Places of councils and initiatives for ``tests.shots``, and the minutes of a sitting as a printed page."""

import shutil
import subprocess
import tempfile
import time
from datetime import timedelta
from pathlib import Path
from typing import Any

from django.urls import reverse
from django.utils import timezone

PATIENCE = 120
WIDTH = 1440  # pixels of the printed page


def council_places(office: Any, reviewer: Any) -> dict[str, str]:
    """The council of the demo: a sitting before, during and after its votes, and what a reviewer scores."""
    from phongtrao.councils.models import Council, ScoreSheet, Sitting  # noqa: PLC0415 -- app ready
    from phongtrao.councils.services.sittings import Call, plan_sitting  # noqa: PLC0415 -- app ready

    council = Council.objects.get()
    running = Sitting.objects.get(status=Sitting.Status.OPEN)
    closed = Sitting.objects.filter(status=Sitting.Status.CLOSED).order_by("pk")[0]
    waiting = council.cases.filter(status="open")
    week = Call(timezone.now() + timedelta(days=7), "Phòng họp tầng 2")
    planned = plan_sitting(council, week, list(waiting), by=office)
    sheet = ScoreSheet.objects.filter(member__person__user=reviewer).order_by("pk")[0]
    case = running.items.order_by("pk")[0].case
    return {
        "council": reverse("councils:council", args=[council.pk]),
        "council cases": reverse("councils:cases", args=[council.pk]),
        "council case": reverse("councils:case", args=[case.pk]),
        "sharing out": reverse("councils:share", args=[council.pk]),
        "sheet": reverse("councils:sheet", args=[sheet.pk]),
        "scores": reverse("councils:council_scores", args=[council.pk]),
        "sitting planned": reverse("councils:sitting", args=[planned.pk]),
        "sitting": reverse("councils:sitting", args=[running.pk]),
        "ballot": reverse("councils:ballot", args=[running.pk]),
        "counting": reverse("councils:vote_count", args=[running.pk]),
        "sitting closed": reverse("councils:sitting", args=[closed.pk]),
        "minutes file": _minutes(closed, office),
    }


def initiative_places(office: Any, author: Any) -> dict[str, str]:
    from phongtrao.initiatives.models import Initiative, InitiativeRound  # noqa: PLC0415 -- app ready
    from phongtrao.similarity.models import Check  # noqa: PLC0415 -- as above

    draft = Initiative.objects.filter(started_by=author, status="draft").order_by("pk")[0]
    round_ = InitiativeRound.objects.filter(owner__kind="department", status="open").get()
    checked = round_.initiatives.filter(status="submitted").order_by("pk")[0]
    copied = Check.objects.filter(number__isnull=False).order_by("-share", "pk")[0]
    return {
        "copies": reverse("initiatives:copies", args=[copied.thing]),
        "own check": reverse("initiatives:own_check", args=[draft.pk]),
        "initiative written": reverse("initiatives:edit", args=[draft.pk]),
        "initiative authors": reverse("initiatives:authors", args=[draft.pk]),
        "initiative round": reverse("initiatives:round", args=[round_.pk]),
        "initiative check": reverse("initiatives:check", args=[checked.pk]),
        "initiative printed": reverse("initiatives:printed", args=[draft.pk, "bao-cao"]),
    }


def _minutes(sitting: Any, office: Any) -> str:
    """Path of the minutes in Word, written by the server's worker."""
    from phongtrao.councils.services.sitting_papers import make_sitting_paper  # noqa: PLC0415
    from phongtrao.documents.services.files import read_file  # noqa: PLC0415 -- app ready

    paper = make_sitting_paper(sitting, "minutes", locality="Sông Ngân", by=office).paper
    deadline = time.monotonic() + PATIENCE
    while paper.status == "rendering":
        if time.monotonic() > deadline:
            raise SystemExit(f"{paper}: not written after {PATIENCE} s.")
        time.sleep(0.3)
        paper.refresh_from_db()
    path = Path(tempfile.mkdtemp(prefix="phongtrao-shots-")) / "bien-ban.docx"
    path.write_bytes(read_file(paper.file))
    return str(path)


def print_page(source: str, target: Path, page: int = 0) -> None:
    """A page of a Word file, counted from nought, as LibreOffice prints it; says so where there is none."""
    from pypdfium2 import PdfDocument  # noqa: PLC0415 -- slow import

    office = shutil.which("soffice")
    if office is None:
        print(f"{target.name}: needs LibreOffice (libreoffice-writer)", flush=True)  # noqa: T201
        return
    folder = Path(source).parent
    profile = f"-env:UserInstallation=file://{folder}/profile"
    command = [office, profile, "--headless", "--convert-to", "pdf", "--outdir", folder, source]
    subprocess.run(command, check=True, capture_output=True, timeout=PATIENCE)
    printed = PdfDocument(Path(source).with_suffix(".pdf"))[page]
    printed.render(scale=WIDTH / printed.get_width()).to_pil().save(target)
    shutil.rmtree(folder)
