"""https with an authority of our own, made for the test: names, certificates and falling back to http."""

import datetime
import ipaddress
import ssl

import pytest
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import NameOID

from outside import http

pytestmark = pytest.mark.usefixtures("opened")


def certificate(*names):
    """A self-signed certificate and its key, as one PEM text."""
    key = ec.generate_private_key(ec.SECP256R1())
    name = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, "test")])
    now = datetime.datetime.now(datetime.UTC)
    alternatives = [x509.IPAddress(ipaddress.ip_address(n)) if n[0].isdigit() else x509.DNSName(n) for n in names]
    made = (
        x509.CertificateBuilder(name, name, key.public_key(), x509.random_serial_number())
        .not_valid_before(now - datetime.timedelta(days=1))
        .not_valid_after(now + datetime.timedelta(days=1))
        .add_extension(x509.SubjectAlternativeName(alternatives), critical=False)
        .add_extension(x509.BasicConstraints(ca=True, path_length=None), critical=True)
        .sign(key, hashes.SHA256())
    )
    private = key.private_bytes(
        serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, serialization.NoEncryption()
    )
    return made.public_bytes(serialization.Encoding.PEM) + private


@pytest.fixture
def secure(servers, tmp_path, monkeypatch):
    """Makes a server that speaks https as `names`; `trusted` puts its certificate where SSL_CERT_FILE points."""

    def make(*names, trusted=True):
        file = tmp_path / "server.pem"
        file.write_bytes(certificate(*names))
        server = servers()
        context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
        context.load_cert_chain(file)
        server.names = []
        context.sni_callback = lambda sock, name, ctx: server.names.append(name)
        server.socket = context.wrap_socket(server.socket, server_side=True, do_handshake_on_connect=False)
        server.scheme = "https"
        if trusted:
            monkeypatch.setenv("SSL_CERT_FILE", str(file))
        http._trust.cache_clear()
        return server

    yield make
    http._trust.cache_clear()


def test_certificate_sni_and_host_stay_with_the_name_although_the_address_is_dialled(secure, settings):
    settings.OUTSIDE_ALLOWED_NETWORKS = ["127.0.0.0/8", "::1/128"]
    server = secure("localhost")
    server.answers["/"] = lambda h: h.reply(200, b"safe")
    assert http.fetch("GET", server.url(host="localhost")).body == b"safe"
    assert server.names == ["localhost"]
    assert server.asked[0][2]["host"] == f"localhost:{server.port}"


def test_an_unknown_certificate_fails_clearly(secure):
    server = secure("127.0.0.1", trusted=False)
    with pytest.raises(http.Failed, match=r"certificate of 127\.0\.0\.1 is not valid"):
        http.fetch("GET", server.url())
    assert server.asked == []


def test_a_certificate_for_another_name_fails(secure):
    server = secure("other.example")
    with pytest.raises(http.Failed, match="certificate"):
        http.fetch("GET", server.url())


def test_https_never_falls_to_http_with_a_key_or_a_body(secure, servers):
    server, plain = secure("127.0.0.1"), servers()
    plain.answers["/"] = lambda h: h.reply(200, b"plain")
    server.answers["/here"] = lambda h: h.reply(307, location=f"http://127.0.0.1:{server.port}/")
    server.answers["/away"] = lambda h: h.reply(307, location=plain.url())
    with pytest.raises(http.Refused, match="from https to http"):
        http.fetch("GET", server.url("/here"), headers={"Authorization": "Bearer s"})
    with pytest.raises(http.Refused, match="from https to http"):
        http.fetch("POST", server.url("/away"), content="data")
    assert plain.asked == []


def test_https_may_fall_to_http_with_nothing_to_lose(secure, servers):
    server, plain = secure("127.0.0.1"), servers()
    plain.answers["/"] = lambda h: h.reply(200, b"plain")
    server.answers["/"] = lambda h: h.reply(302, location=plain.url())
    assert http.fetch("GET", server.url(), headers={"Authorization": "Bearer s"}).body == b"plain"
    assert plain.asked[0][2]["authorization"] is None


def test_a_handshake_that_never_ends_is_cut(servers):
    """A server that speaks no TLS and waits."""
    server = servers()
    with pytest.raises((http.TooSlow, http.Failed)):
        http.fetch("GET", server.url().replace("http:", "https:"), timeout=0.3)
