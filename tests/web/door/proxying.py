"""A reverse proxy on loopback, over https with a certificate made on the spot, as a hospital has one."""

import ssl
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path

from aiohttp import ClientSession, DummyCookieJar, TCPConnector, web
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import NameOID

HOST = "localhost"
NOT_PASSED_ON = {"host", "content-length", "transfer-encoding", "connection"}


@dataclass
class Proxy:
    """`upstream` is set once it is known; with `strips` the prefix is left out on the way."""

    prefix: str
    strips: bool
    certificate: Path
    port: int = 0
    upstream: str = ""

    @property
    def address(self) -> str:
        return f"https://{HOST}:{self.port}{self.prefix}"

    def browser(self) -> ClientSession:
        """Make a browser that trusts the certificate and keeps cookies as one does."""
        trusts = ssl.create_default_context(cafile=str(self.certificate))
        return ClientSession(connector=TCPConnector(ssl=trusts))

    async def pass_on(self, request: web.Request) -> web.Response:
        path = request.raw_path.removeprefix(self.prefix) if self.strips else request.raw_path
        headers = {k: v for k, v in request.headers.items() if k.lower() not in NOT_PASSED_ON}
        headers["X-Forwarded-Proto"] = "https"
        async with (
            ClientSession(cookie_jar=DummyCookieJar(), auto_decompress=False) as session,
            session.request(
                request.method,
                f"{self.upstream}{path}",
                headers=headers,
                data=await request.read(),
                allow_redirects=False,
            ) as answer,
        ):
            passed = web.Response(status=answer.status, body=await answer.read())
            for name, value in answer.headers.items():
                if name.lower() not in NOT_PASSED_ON | {"date", "server", "content-type"}:
                    passed.headers.add(name, value)
            passed.headers["Content-Type"] = answer.headers.get("Content-Type", "text/plain")
            return passed


@asynccontextmanager
async def proxying(folder: Path, *, prefix: str, strips: bool) -> AsyncIterator[Proxy]:
    certificate, key = _certificate(folder)
    proxy = Proxy(prefix, strips, certificate)
    app = web.Application()
    app.router.add_route("*", "/{path:.*}", proxy.pass_on)
    serves = ssl.create_default_context(ssl.Purpose.CLIENT_AUTH)
    serves.load_cert_chain(certificate, key)
    runner = web.AppRunner(app)
    await runner.setup()
    try:
        await web.TCPSite(runner, HOST, 0, ssl_context=serves).start()
        proxy.port = runner.addresses[0][1]
        yield proxy
    finally:
        await runner.cleanup()


def _certificate(folder: Path) -> tuple[Path, Path]:
    key = ec.generate_private_key(ec.SECP256R1())
    name = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, HOST)])
    now = datetime.now(UTC)
    made = (
        x509.CertificateBuilder()
        .subject_name(name)
        .issuer_name(name)
        .public_key(key.public_key())
        .serial_number(x509.random_serial_number())
        .not_valid_before(now - timedelta(hours=1))
        .not_valid_after(now + timedelta(hours=1))
        .add_extension(x509.SubjectAlternativeName([x509.DNSName(HOST)]), critical=False)
        .sign(key, hashes.SHA256())
    )
    files = folder / "certificate.pem", folder / "key.pem"
    files[0].write_bytes(made.public_bytes(serialization.Encoding.PEM))
    files[1].write_bytes(
        key.private_bytes(
            serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, serialization.NoEncryption()
        )
    )
    return files
