"""What keeps a double click or a resent form from making two records."""

from django.conf import settings
from django.db import models


class FormKey(models.Model):
    """A form that was sent and done: the same key is answered with the same page."""

    key = models.UUIDField(primary_key=True)
    user = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="+")
    location = models.CharField(max_length=500, default="")
    created_at = models.DateTimeField(auto_now_add=True, db_index=True)

    def __str__(self) -> str:
        return str(self.key)
