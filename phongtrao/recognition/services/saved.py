"""The reading list (“Đọc sau”): one's own, so it leaves no history."""

from django.contrib.auth.base_user import AbstractBaseUser

from phongtrao.recognition.models import Creation, SavedCreation


def save_for_later(creation: Creation, *, by: AbstractBaseUser) -> None:
    SavedCreation.objects.get_or_create(creation=creation, user_id=by.pk)


def drop_from_list(creation: Creation, *, by: AbstractBaseUser) -> None:
    SavedCreation.objects.filter(creation=creation, user=by.pk).delete()
