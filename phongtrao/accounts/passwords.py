"""Rules for passwords in the office's language: Django's Vietnamese lacks this sentence."""

from django.contrib.auth.base_user import AbstractBaseUser
from django.contrib.auth.password_validation import MinimumLengthValidator
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _


class MinimumLength(MinimumLengthValidator):
    def validate(self, password: str, user: AbstractBaseUser | None = None) -> None:  # noqa: ARG002 -- Django's signature
        if len(password) < self.min_length:
            said = _("Mật khẩu quá ngắn. Hãy dùng ít nhất %(length)s ký tự.")
            raise ValidationError(said % {"length": self.min_length}, code="password_too_short")
