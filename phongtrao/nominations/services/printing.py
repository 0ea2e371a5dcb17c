"""The papers of a dossier as Word files, by the templates in force. S3-47 … S3-50"""

from collections.abc import Mapping
from typing import Any

from phongtrao.documents.services.files import read_file
from phongtrao.documents.services.templates import current_version
from phongtrao.documents.template_keys import TemplateKey
from phongtrao.documents.word.render import fill_template
from phongtrao.nominations.models import Nomination
from phongtrao.nominations.papers import REPORT_PAPER
from phongtrao.nominations.queries.dossiers import report_facts


def print_paper(paper: TemplateKey, facts: Mapping[str, Any]) -> bytes:
    """The .docx of frozen facts. BadFile for a broken template."""
    template = current_version(paper.key)
    return fill_template(read_file(template.file), paper.places, paper.fill(facts))


def print_report(found: Nomination) -> bytes:
    return print_paper(REPORT_PAPER, report_facts(found))
