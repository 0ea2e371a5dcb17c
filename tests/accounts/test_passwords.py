"""What a new password is refused with, in the office's language."""

import pytest
from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import ValidationError


def test_a_short_password_is_refused_in_vietnamese(an):
    with pytest.raises(ValidationError) as refused:
        validate_password("Hoa-12", an)

    assert refused.value.messages == ["Mật khẩu quá ngắn. Hãy dùng ít nhất 8 ký tự."]
