"""The doors of the gateway: allauth's flow (code, state, PKCE), with three things held tighter.

The signature of the identity token is always checked, the issuer is the one we were told, and the flow
signs in or does nothing: there is no connecting of accounts and no signing up.
"""

from typing import Any, ClassVar

import jwt
import requests
from allauth.core.exceptions import ImmediateHttpResponse
from allauth.socialaccount.adapter import DefaultSocialAccountAdapter
from allauth.socialaccount.internal import jwtkit
from allauth.socialaccount.providers.base import AuthProcess
from allauth.socialaccount.providers.oauth2.client import OAuth2Error
from allauth.socialaccount.providers.oauth2.views import OAuth2CallbackView, OAuth2LoginView
from allauth.socialaccount.providers.openid_connect.views import OpenIDConnectOAuth2Adapter
from django.conf import settings
from django.contrib.auth.decorators import login_not_required
from django.http import Http404, HttpRequest, HttpResponse
from django.utils.translation import gettext as _

from phongtrao.accounts import oidc
from phongtrao.base.http import render_page
from phongtrao.lib.errors import DomainError

# Signed with the gateway's private key; never with a secret both sides hold, never with none.
ALGORITHMS = frozenset({"RS256", "RS384", "RS512", "PS256", "PS384", "PS512", "ES256", "ES384"})


class Gateway(OpenIDConnectOAuth2Adapter):  # type: ignore[misc]  # allauth ships no types
    @property
    def openid_config(self) -> dict[str, Any]:
        config: dict[str, Any] = super().openid_config
        if str(config.get("issuer", "")).rstrip("/") != settings.OIDC_ISSUER:
            raise OAuth2Error("another issuer")
        return config

    def complete_login(self, request: HttpRequest, app: Any, token: Any, **kwargs: Any) -> Any:
        """Claims of the identity token; what it lacks is asked of the gateway about the same subject."""
        claims = self._decode_id_token(app, kwargs["response"].get("id_token") or "")
        if settings.OIDC_CLAIM not in claims and "userinfo_endpoint" in self.openid_config:
            told = self._fetch_user_info(token.token)
            if told.get("sub") != claims.get("sub"):
                raise OAuth2Error("userinfo of another subject")
            claims = {**told, **claims}
        return self.get_provider().sociallogin_from_response(request, {"id_token": claims})

    def _decode_id_token(self, app: Any, id_token: str) -> dict[str, Any]:
        try:
            header = jwt.get_unverified_header(id_token)
        except jwt.PyJWTError as error:
            raise OAuth2Error("no identity token") from error
        if header.get("alg") not in ALGORITHMS or "kid" not in header:
            raise OAuth2Error("an identity token we do not trust")
        claims: dict[str, Any] = jwtkit.verify_and_decode(
            credential=id_token,
            keys_url=self.openid_config["jwks_uri"],
            issuer=self.openid_config["issuer"],
            audience=app.client_id,
            lookup_kid=jwtkit.lookup_kid_jwk,
        )
        if "exp" not in claims or not isinstance(claims.get("sub"), str):
            raise OAuth2Error("an identity token without end or subject")
        return claims


class GatewayAdapter(DefaultSocialAccountAdapter):  # type: ignore[misc]  # allauth ships no types
    error_messages: ClassVar[dict[str, Any]] = DefaultSocialAccountAdapter.error_messages

    def is_open_for_signup(self, request: HttpRequest, sociallogin: Any) -> bool:  # noqa: ARG002 -- the same for all
        return False

    def authenticate_by_email(self, sociallogin: Any) -> None:
        """A mail address says nothing about who somebody is."""

    def pre_social_login(self, request: HttpRequest, sociallogin: Any) -> None:
        if sociallogin.state.get("process") != AuthProcess.LOGIN:
            raise ImmediateHttpResponse(
                refused(request, _("Cổng đăng nhập chỉ dùng để đăng nhập."))
            )
        try:
            sociallogin.user = oidc.find_user(sociallogin.account.extra_data["id_token"])
        except DomainError as error:
            raise ImmediateHttpResponse(refused(request, str(error))) from None
        sociallogin.email_addresses = []

    def on_authentication_error(self, request: HttpRequest, *_what: Any, **_more: Any) -> None:
        """In words; what exactly was wrong helps only who tries to forge it."""
        raise ImmediateHttpResponse(not_done(request))


def refused(request: HttpRequest, said: str) -> HttpResponse:
    return render_page(request, "accounts/gateway_refused.html", {"said": said}, status=403)


def not_done(request: HttpRequest) -> HttpResponse:
    said = _(
        "Đăng nhập qua cổng chưa xong. Hãy bấm đăng nhập lại;"
        " nếu vẫn không được, hãy dùng mật khẩu hoặc báo quản trị viên của đơn vị."
    )
    return refused(request, said)


@login_not_required
def login(request: HttpRequest, provider_id: str) -> HttpResponse:
    """Off to the gateway, unless it does not answer or is another one."""
    gateway = _gateway(request, provider_id)
    try:
        gateway.openid_config  # noqa: B018 -- asks the gateway who it is
    except (OAuth2Error, requests.RequestException):
        return not_done(request)
    response: HttpResponse = OAuth2LoginView.adapter_view(gateway)(request)
    return response


@login_not_required
def callback(request: HttpRequest, provider_id: str) -> HttpResponse:
    response: HttpResponse = OAuth2CallbackView.adapter_view(_gateway(request, provider_id))(
        request
    )
    return response


def _gateway(request: HttpRequest, provider_id: str) -> Gateway:
    """The one gateway of the settings; no other is a door, whatever the database says."""
    if not oidc.is_on() or provider_id != oidc.PROVIDER:
        raise Http404
    return Gateway(request, provider_id)
