"""An OpenID Connect provider as a process of its own: python -m tests.accounts.oidc_provider.

Discovery, authorization code with PKCE (S256), real RS256 tokens, keys, userinfo. Whoever comes to
/authorize is signed in at once as the person it was told about on /_as; told to cheat, it does.
The first line it prints is its address.
"""

import base64
import hashlib
import json
import secrets
import sys
import time
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import ClassVar
from urllib.parse import parse_qs, urlencode, urlsplit

import jwt
from cryptography.hazmat.primitives.asymmetric import rsa

CLIENT, SECRET = "phongtrao", "bi-mat-cua-cong"
KEY, OTHER_KEY = (rsa.generate_private_key(65537, 2048) for _n in range(2))


class Provider(BaseHTTPRequestHandler):
    claims: ClassVar[dict] = {}
    cheat = ""
    codes: ClassVar[dict] = {}
    tokens: ClassVar[dict] = {}

    @property
    def issuer(self):
        return f"http://127.0.0.1:{self.server.server_port}"

    def log_message(self, *_args):
        """Quiet."""

    def answer(self, status, body=None, location=""):
        text = json.dumps(body or {}).encode()
        self.send_response(status)
        if location:
            self.send_header("Location", location)
        self.send_header("Content-Type", "application/json")
        self.send_header("Content-Length", str(len(text)))
        self.end_headers()
        self.wfile.write(text)

    def do_GET(self):
        parts = urlsplit(self.path)
        asked = {name: values[0] for name, values in parse_qs(parts.query).items()}
        page = {
            "/.well-known/openid-configuration": self.discovery,
            "/jwks": self.keys,
            "/authorize": self.authorize,
            "/userinfo": self.userinfo,
            "/_as": self.play,
        }.get(parts.path)
        if page is None:
            self.answer(404)
        else:
            page(asked)

    def play(self, asked):
        Provider.claims, Provider.cheat = json.loads(asked["claims"]), asked.get("cheat", "")
        self.answer(200)

    def discovery(self, _asked):
        here = self.issuer
        self.answer(
            200,
            {
                "issuer": "http://ai-do.example" if self.cheat == "issuer" else here,
                "authorization_endpoint": f"{here}/authorize",
                "token_endpoint": f"{here}/token",
                "jwks_uri": f"{here}/jwks",
                "userinfo_endpoint": f"{here}/userinfo",
                "response_types_supported": ["code"],
                "subject_types_supported": ["public"],
                "id_token_signing_alg_values_supported": ["RS256"],
                "token_endpoint_auth_methods_supported": ["client_secret_post"],
            },
        )

    def keys(self, _asked):
        key = json.loads(jwt.algorithms.RSAAlgorithm.to_jwk(KEY.public_key()))
        self.answer(200, {"keys": [{**key, "kid": "k1", "use": "sig", "alg": "RS256"}]})

    def authorize(self, asked):
        wanted = {"client_id": CLIENT, "response_type": "code", "code_challenge_method": "S256"}
        if any(asked.get(name) != value for name, value in wanted.items()):
            self.answer(400, {"error": "invalid_request"})
            return
        if self.cheat == "denied":
            back = {"error": "access_denied", "state": asked["state"]}
        else:
            code = secrets.token_urlsafe(16)
            Provider.codes[code] = asked
            back = {"code": code, "state": asked["state"]}
        self.answer(302, location=f"{asked['redirect_uri']}?{urlencode(back)}")

    def do_POST(self):
        sent = self.rfile.read(int(self.headers["Content-Length"])).decode()
        said = {name: values[0] for name, values in parse_qs(sent).items()}
        asked = Provider.codes.pop(said.get("code"), None)
        digest = hashlib.sha256(said.get("code_verifier", "").encode()).digest()
        challenge = base64.urlsafe_b64encode(digest).rstrip(b"=").decode()
        is_right = (said.get("client_id"), said.get("client_secret")) == (CLIENT, SECRET)
        if not (is_right and asked and asked["code_challenge"] == challenge):
            self.answer(400, {"error": "invalid_grant"})
            return
        access = secrets.token_urlsafe(16)
        Provider.tokens[access] = dict(self.claims)
        self.answer(
            200, {"access_token": access, "token_type": "Bearer", "id_token": self.id_token()}
        )

    def id_token(self):
        now = int(time.time())
        hidden = {"person_code"} if self.cheat in ("userinfo", "other userinfo") else set()
        said = {name: value for name, value in self.claims.items() if name not in hidden}
        claims = {"iss": self.issuer, "aud": CLIENT, "iat": now, "exp": now + 60, **said}
        if self.cheat == "expired":
            claims["exp"] = now - 600
        if self.cheat == "audience":
            claims["aud"] = "he-thong-khac"
        if self.cheat == "none":
            return jwt.encode(claims, None, algorithm="none", headers={"kid": "k1"})
        if self.cheat == "shared secret":
            return jwt.encode(claims, SECRET * 3, algorithm="HS256", headers={"kid": "k1"})
        key = OTHER_KEY if self.cheat == "key" else KEY
        return jwt.encode(claims, key, algorithm="RS256", headers={"kid": "k1"})

    def userinfo(self, _asked):
        token = self.headers.get("Authorization", "").removeprefix("Bearer ")
        claims = Provider.tokens.get(token)
        if claims is None:
            self.answer(401)
            return
        self.answer(200, {**claims, "sub": "ai-khac"} if self.cheat == "other userinfo" else claims)


if __name__ == "__main__":
    server = ThreadingHTTPServer(("127.0.0.1", 0), Provider)
    sys.stdout.write(f"http://127.0.0.1:{server.server_port}\n")
    sys.stdout.flush()
    sys.exit(server.serve_forever())
