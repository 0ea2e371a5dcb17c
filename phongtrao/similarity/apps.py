from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class SimilarityConfig(AppConfig):
    name = "phongtrao.similarity"
    verbose_name = _("Nội dung trùng lặp")
