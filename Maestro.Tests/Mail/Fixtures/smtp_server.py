# A real SMTP server for tests (aiosmtpd, Debian's python3-aiosmtpd): keeps what it takes as files in a folder.
# smtp_server.py FOLDER plain|starttls|tls [CERTIFICATE KEY] [USER PASSWORD]; prints its port, ends when stdin does.
import asyncio
import os
import ssl
import sys
import uuid

from aiosmtpd.smtp import SMTP, AuthResult, LoginPassword

folder, mode, certificate, key, user, password = (sys.argv[1:] + [""] * 6)[:6]


class Keeper:
    async def handle_RCPT(self, server, session, envelope, address, options):
        if address.startswith("refused@"):
            return "550 5.1.1 No such mailbox"
        if address.startswith("later@") and not os.path.exists(os.path.join(folder, "open")):
            return "451 4.7.1 Greylisted, try again"
        envelope.rcpt_tos.append(address)
        return "250 OK"

    async def handle_DATA(self, server, session, envelope):
        name = os.path.join(folder, uuid.uuid4().hex)
        with open(name + ".part", "wb") as file:
            # How it came: encrypted or not, signed in or not.
            file.write(("X-Test-Tls: %s\r\nX-Test-User: %s\r\n" % ("yes" if session.ssl or mode == "tls" else "no", user if session.authenticated else "")).encode())
            file.write(envelope.original_content)
        os.rename(name + ".part", name + ".eml")
        return "250 Kept"


def authenticate(server, session, envelope, mechanism, data):
    good = isinstance(data, LoginPassword) and data.login == user.encode() and data.password == password.encode()
    return AuthResult(success=good, handled=False)


def protocol():
    settings = {"hostname": "localhost", "enable_SMTPUTF8": True}
    if mode == "starttls":
        settings.update(tls_context=context, require_starttls=True)
    if user:
        settings.update(authenticator=authenticate, auth_required=True, auth_require_tls=False)
    return SMTP(Keeper(), **settings)


async def main():
    server = await asyncio.get_running_loop().create_server(protocol, "127.0.0.1", 0, ssl=context if mode == "tls" else None)
    print(server.sockets[0].getsockname()[1], flush=True)
    await asyncio.get_running_loop().run_in_executor(None, sys.stdin.read)
    server.close()


context = None
if certificate:
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(certificate, key)
asyncio.run(main())
os._exit(0)
