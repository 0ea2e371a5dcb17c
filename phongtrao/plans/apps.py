from django.apps import AppConfig
from django.utils.translation import pgettext_lazy

from phongtrao.audit import sentences
from phongtrao.plans import history


class PlansConfig(AppConfig):
    name = "phongtrao.plans"
    verbose_name = pgettext_lazy("many", "Kế hoạch")

    def ready(self) -> None:
        for deeds in history.ALL:
            sentences.register(deeds)
        sentences.register_labels(history.LABELS)
        from phongtrao.plans import facts  # noqa: PLC0415 -- app ready
        from phongtrao.plans.duty_sockets import plug_duties  # noqa: PLC0415 -- app ready
        from phongtrao.plans.incoming_sockets import plug_incoming  # noqa: PLC0415 -- app ready
        from phongtrao.plans.inside_sockets import plug_inside  # noqa: PLC0415 -- app ready
        from phongtrao.plans.intake.shell import plug_intake  # noqa: PLC0415 -- app ready
        from phongtrao.plans.plan_sockets import plug_plans  # noqa: PLC0415 -- app ready
        from phongtrao.plans.reorganisation_sockets import (  # noqa: PLC0415 -- app ready
            plug_reorganisation,
        )
        from phongtrao.plans.sockets import plug_work  # noqa: PLC0415 -- app ready

        facts.publish()
        plug_plans()
        plug_duties()
        plug_work()
        plug_inside()
        plug_intake()
        plug_incoming()
        plug_reorganisation()
