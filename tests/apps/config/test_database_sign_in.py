"""How Loket shows a real PostgreSQL who it is without a password: a certificate over TLS, and the system user at a socket."""

import contextlib
import os
import pwd
import subprocess
import tempfile
import time
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import urlencode

import psycopg
import pytest
from django.db.utils import ConnectionHandler

from loket.config.database import database_from
from tools.pg_cluster import Cluster

SERVES = "loket_kerja"


@dataclass(frozen=True)
class Server:
    """A cluster that takes no password, and the folder with certificates."""

    cluster: Cluster
    tls: Path

    def by_certificate(self, holder: str, *, root: str = "ca") -> str:
        """DATABASE_URL with the certificate of a holder, as the how-to page has it."""
        shown = {"sslcert": f"{self.tls}/{holder}.pem", "sslkey": f"{self.tls}/{holder}.key"} if holder else {}
        words = {"sslmode": "verify-full", "sslrootcert": f"{self.tls}/{root}.pem", **shown}
        return f"postgresql://{SERVES}@127.0.0.1:{self.cluster.port}/loket?{urlencode(words)}"

    def by_socket(self, user: str = SERVES) -> str:
        """DATABASE_URL of the socket."""
        return f"postgresql://{user}@:{self.cluster.port}/loket?host={self.cluster.folder}"


def _openssl(*words: str) -> None:
    subprocess.run(["openssl", *words], check=True, capture_output=True)


def _issued(tls: Path, name: str, common: str, issuer: str = "") -> None:
    """A certificate with its key: of its own making, or of an issuer there."""
    key = ("-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:P-256", "-nodes", "-keyout", f"{tls}/{name}.key")
    by = ("-CA", f"{tls}/{issuer}.pem", "-CAkey", f"{tls}/{issuer}.key") if issuer else ()
    told = (
        ("-subj", f"/CN={common}", "-addext", "subjectAltName=IP:127.0.0.1") if issuer else ("-subj", f"/CN={common}")
    )
    _openssl("req", "-x509", *key, *by, "-days", "2", *told, "-out", f"{tls}/{name}.pem")
    (tls / f"{name}.key").chmod(0o600)


@pytest.fixture(scope="module")
def server() -> Iterator[Server]:
    """PostgreSQL with TLS, which asks for a certificate over the network and for the system user at its socket."""
    with tempfile.TemporaryDirectory(prefix="loket-pg-") as place:
        folder, tls = Path(place) / "pg", Path(place) / "tls"
        for made in (folder, tls):
            made.mkdir()
        Path(place).chmod(0o755)
        for name, common in (("ca", "CA kantor"), ("lain", "CA lain")):
            _issued(tls, name, common)
        for name, common, issuer in (
            ("server", "db", "ca"),
            ("kerja", SERVES, "ca"),
            ("orang", "orang_lain", "ca"),
            ("palsu", SERVES, "lain"),
        ):
            _issued(tls, name, common, issuer)
        files = {"ssl_cert_file": "server.pem", "ssl_key_file": "server.key", "ssl_ca_file": "ca.pem"}
        cluster = Cluster(folder, ssl="on", **{name: f"{tls}/{file}" for name, file in files.items()})
        os.chown(tls / "server.key", cluster.owner.pw_uid, cluster.owner.pw_gid)
        try:
            cluster.start()
            _ask_who(cluster)
            yield Server(cluster, tls)
        finally:
            cluster.stop()


def _ask_who(cluster: Cluster) -> None:
    data, here = cluster.folder / "data", pwd.getpwuid(os.geteuid()).pw_name
    with psycopg.connect(cluster.url, autocommit=True) as admin:
        admin.execute(f"CREATE ROLE {SERVES} LOGIN")
        admin.execute("CREATE ROLE orang_lain LOGIN")
        (data / "pg_hba.conf").write_text("local all all peer map=kantor\nhostssl all all 127.0.0.1/32 cert\n")
        (data / "pg_ident.conf").write_text(f"kantor {here} {SERVES}\n")
        admin.execute("SELECT pg_reload_conf()")
    # The server reads its files again in its own time; until then it takes everybody.
    ends = time.monotonic() + 20
    with contextlib.suppress(psycopg.OperationalError):
        while time.monotonic() < ends:
            psycopg.connect(cluster.url).close()
            time.sleep(0.05)
        pytest.fail("PostgreSQL still takes everybody.")


def _who(address: str) -> tuple[str, bool]:
    """As whom the server takes us, with the settings that Django would connect with, and whether by TLS."""
    settings = database_from(address, Path("/tidak/ada"))
    parameters = ConnectionHandler({"default": settings})["default"].get_connection_params()
    with psycopg.connect(**parameters) as connected:
        row = connected.execute(
            "SELECT current_user::text, ssl FROM pg_stat_ssl WHERE pid = pg_backend_pid()"
        ).fetchone()
    assert row is not None
    return str(row[0]), bool(row[1])


class TestACertificate:
    def test_is_taken_in_place_of_a_password(self, server: Server) -> None:
        assert _who(server.by_certificate("kerja")) == (SERVES, True)

    @pytest.mark.parametrize("holder", ["", "orang", "palsu"])
    def test_of_nobody_of_another_or_of_another_authority_is_refused(self, server: Server, holder: str) -> None:
        with pytest.raises(psycopg.OperationalError):
            _who(server.by_certificate(holder))

    def test_is_shown_to_no_server_that_is_not_trusted(self, server: Server) -> None:
        with pytest.raises(psycopg.OperationalError, match="certificate verify failed"):
            _who(server.by_certificate("kerja", root="lain"))


class TestTheSocket:
    def test_takes_the_system_user_for_the_one_it_may_be(self, server: Server) -> None:
        assert _who(server.by_socket()) == (SERVES, False)

    def test_takes_it_for_no_other(self, server: Server) -> None:
        with pytest.raises(psycopg.OperationalError, match=r"[Pp]eer authentication failed"):
            _who(server.by_socket("orang_lain"))
