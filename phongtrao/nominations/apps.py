from django.apps import AppConfig
from django.db.models.signals import post_migrate
from django.utils.translation import gettext_lazy as _


class NominationsConfig(AppConfig):
    name = "phongtrao.nominations"
    verbose_name = _("Đợt khen thưởng")

    def ready(self) -> None:
        from phongtrao.audit import sentences  # noqa: PLC0415 -- app ready
        from phongtrao.nominations import (  # noqa: PLC0415 -- app ready
            decision_sockets,
            dossier_sockets,
            sockets,
        )
        from phongtrao.nominations.catalogue import add_missing  # noqa: PLC0415 -- app ready
        from phongtrao.nominations.sentences import LABELS, SENTENCES  # noqa: PLC0415 -- app ready
        from phongtrao.nominations.story import tell_rounds  # noqa: PLC0415 -- app ready
        from phongtrao.plans import story  # noqa: PLC0415 -- app ready

        post_migrate.connect(add_missing, sender=self)
        sockets.plug_screens()
        sockets.plug_imports()
        sockets.plug_council()
        sockets.plug_further()
        sockets.plug_history()
        sockets.plug_keeping()
        sockets.plug_reorganisation()
        decision_sockets.plug_decisions()
        story.register(tell_rounds)
        sentences.register(SENTENCES)
        sentences.register(decision_sockets.SENTENCES)
        dossier_sockets.plug_dossiers()
        sentences.register(dossier_sockets.SENTENCES)
        sentences.register_labels(LABELS)
