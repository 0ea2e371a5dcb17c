"""Settings of the server under load: the product's own, with one bare view beside it."""

from phongtrao.config.settings import *  # noqa: F403 -- the product's, all of them
from phongtrao.config.settings import STORAGES

ROOT_URLCONF = "bench._addresses"
STORAGES = {
    **STORAGES,
    "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"},
}
