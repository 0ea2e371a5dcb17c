"""Looking at the digital signatures of a file that came in: who signed, when, is it still what was signed."""

from phongtrao.documents.content import PDF
from phongtrao.documents.models import SignatureCheck, StoredFile
from phongtrao.documents.services.files import read_file
from phongtrao.documents.signatures import Seen, has_roots, inspect_signed
from phongtrao.lib.errors import BadFile

V = SignatureCheck.Verdict


def check_signatures(file: StoredFile) -> SignatureCheck | None:
    """Keep what is found with the file; None for a file that nobody signed. Safe to run twice.

    Refuses nothing: a paper altered after signing is received as well, and says so.
    """
    if file.media_type != PDF:
        return None
    try:
        found = inspect_signed(read_file(file))
    except BadFile:
        return _keep(file, V.UNREADABLE, [])
    if not found:
        return None
    return _keep(file, V.WHOLE if all(one.is_whole for one in found) else V.ALTERED, found)


def _keep(file: StoredFile, verdict: str, found: list[Seen]) -> SignatureCheck:
    said = {
        "verdict": verdict,
        "signers": [one.as_json() for one in found],
        "had_roots": has_roots(),
    }
    return SignatureCheck.objects.update_or_create(file=file, defaults=said)[0]
