"""A real SMTP server (aiosmtpd) that keeps what it gets. The recipient's local part says how it answers.

Each mail becomes NNNN.eml and NNNN.json in the folder: the bytes, and what Python's own parser and the
SMTP envelope say. Prints "ready PORT" when it listens, and ends when its standard input does.
"""

import argparse
import asyncio
import datetime
import email
import email.policy
import ipaddress
import json
import os
import pathlib
import socket
import ssl
import sys

from aiosmtpd.controller import Controller
from aiosmtpd.smtp import AuthResult

options = argparse.ArgumentParser()
options.add_argument("folder", type=pathlib.Path)
options.add_argument("--port", type=int, default=0)
options.add_argument("--user", help="name:password, and nobody else may send")
options.add_argument("--closed", action="store_true", help="refuse every session at EHLO")
options.add_argument("--ascii", action="store_true", help="do not offer SMTPUTF8")
options.add_argument("--tls", choices=["starttls", "implicit"])
options = options.parse_args()


class Keep:
    def __init__(self):
        self.count = 0

    async def handle_EHLO(self, server, session, envelope, hostname, responses):
        session.host_name = hostname
        return ["554 5.3.2 no service here"] if options.closed else responses

    async def handle_RCPT(self, server, session, envelope, address, rcpt_options):
        person = address.partition("@")[0]
        if person == "refused":
            return "550 5.1.1 no such mailbox"
        if person == "busy":
            return "421 4.3.2 come back later"
        envelope.rcpt_tos.append(address)
        return "250 2.1.5 ok"

    async def handle_DATA(self, server, session, envelope):
        person = envelope.rcpt_tos[0].partition("@")[0]
        if person == "greylisted":
            return "451 4.7.1 try again"
        if person == "silent":
            await asyncio.Event().wait()
        self.count += 1
        parsed = email.message_from_bytes(envelope.content, policy=email.policy.default)
        facts = {
            "mail_from": envelope.mail_from,
            "rcpt_tos": envelope.rcpt_tos,
            "peer_port": session.peer[1],
            "encrypted": server.transport.get_extra_info("ssl_object") is not None,
            "headers": parsed.keys(),
            "subject": parsed["Subject"],
            "to": [[a.display_name, a.addr_spec] for a in parsed["To"].addresses],
            "text": content(parsed, "plain"),
            "html": content(parsed, "html"),
            "defects": [str(d) for part in parsed.walk() for d in part.defects],
        }
        keep(f"{self.count:04}.json", json.dumps(facts, ensure_ascii=False).encode(errors="surrogateescape"))
        keep(f"{self.count:04}.eml", envelope.content)
        return "250 2.0.0 kept"


def content(parsed, kind):
    return parsed.get_body((kind,)).get_content().replace("\r\n", "\n")


def keep(name, content):
    part = options.folder / f".{name}"
    part.write_bytes(content)
    os.rename(part, options.folder / name)


class OnFreePort(Controller):
    """Binds first and asks afterwards, so that no other process can take the port in between."""

    def __init__(self, *args, **kwargs):
        self.listener = socket.socket()
        self.listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        self.listener.bind(("127.0.0.1", options.port))
        super().__init__(*args, hostname="127.0.0.1", port=self.listener.getsockname()[1], **kwargs)

    def _create_server(self):
        return self.loop.create_server(self._factory_invoker, sock=self.listener, ssl=self.ssl_context)


def certificate():
    """A certificate for 127.0.0.1, from an authority whose own certificate goes to ca.pem."""
    from cryptography import x509
    from cryptography.hazmat.primitives import hashes, serialization
    from cryptography.hazmat.primitives.asymmetric import ec

    now = datetime.datetime.now(datetime.timezone.utc)

    def make(name, key, signer_name, signer_key, extensions):
        builder = (
            x509.CertificateBuilder()
            .subject_name(name)
            .issuer_name(signer_name)
            .public_key(key.public_key())
            .serial_number(x509.random_serial_number())
            .not_valid_before(now - datetime.timedelta(hours=1))
            .not_valid_after(now + datetime.timedelta(days=1))
        )
        for extension, critical in extensions:
            builder = builder.add_extension(extension, critical)
        return builder.sign(signer_key, hashes.SHA256()).public_bytes(serialization.Encoding.PEM)

    def named(text):
        return x509.Name([x509.NameAttribute(x509.NameOID.COMMON_NAME, text)])

    authority, leaf = ec.generate_private_key(ec.SECP256R1()), ec.generate_private_key(ec.SECP256R1())
    ca = make(
        named("test authority"), authority, named("test authority"), authority,
        [(x509.BasicConstraints(ca=True, path_length=0), True)],
    )
    address = x509.SubjectAlternativeName([x509.IPAddress(ipaddress.ip_address("127.0.0.1"))])
    own = make(
        named("relay"), leaf, named("test authority"), authority,
        [(x509.BasicConstraints(ca=False, path_length=None), True), (address, False)],
    )
    (options.folder / "ca.pem").write_bytes(ca)
    key = leaf.private_bytes(
        serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, serialization.NoEncryption()
    )
    (options.folder / "relay.pem").write_bytes(own + key)
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(options.folder / "relay.pem")
    return context


extra = {"enable_SMTPUTF8": not options.ascii}
if options.user:
    wanted = tuple(part.encode() for part in options.user.split(":"))

    def check(server, session, envelope, mechanism, data):
        return AuthResult(success=(data.login, data.password) == wanted, handled=False)

    extra |= {"authenticator": check, "auth_required": True, "auth_require_tls": False}
if options.tls == "starttls":
    extra |= {"tls_context": certificate(), "require_starttls": True}
if options.tls == "implicit":
    extra |= {"ssl_context": certificate()}

server = OnFreePort(Keep(), **extra)
server.start()
print("ready", server.port, flush=True)
sys.stdin.read()
os._exit(0)
