"""Reference texts brought in, as the job does."""

from datetime import date

from django.core.files.base import ContentFile

from phongtrao.similarity.models import ReferenceLoad
from phongtrao.similarity.services import references
from phongtrao.similarity.services.references import Origin

ORIGIN = Origin("Kho cũ của phòng", date(2019, 5, 1))


def upload(name, content):
    return ContentFile(content, name=name)


def loaded(uploads, owner, by, origin=ORIGIN):
    load = references.start_loading(uploads, origin, owner, by=by)
    references.load_references(load.pk)
    return ReferenceLoad.objects.get(pk=load.pk)
