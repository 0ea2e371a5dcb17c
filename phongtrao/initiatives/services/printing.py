"""An initiative as a Word file, by the template in force."""

from phongtrao.documents.services.files import read_file
from phongtrao.documents.services.templates import current_version
from phongtrao.documents.template_keys import TemplateKey
from phongtrao.documents.word.render import fill_template
from phongtrao.initiatives.papers import facts_of_paper
from phongtrao.initiatives.reading import Reading


def print_initiative(reading: Reading, paper: TemplateKey) -> bytes:
    """The .docx exactly as it is printed, with what this reader may read. BadFile for a broken template."""
    template = current_version(paper.key)
    return fill_template(
        read_file(template.file), paper.places, paper.fill(facts_of_paper(reading))
    )
