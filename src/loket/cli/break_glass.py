"""`loket break-glass`: for some hours a named officer keeps the office; everybody who keeps it sees that."""

from typing import Annotated

import typer

from loket.cli.django import USAGE, set_up_with_database
from loket.cli.office import officer_of


def break_glass(
    username: Annotated[str, typer.Argument(help="Nama pengguna petugas yang bertugas hari ini.")],
    why: Annotated[str, typer.Option("--why", help="Alasan; tercatat, dan tampil pada spanduk.")],
    hours: Annotated[int, typer.Option("--hours", help="Paling lama berapa jam, 1 sampai 4.")] = 2,
    close: Annotated[bool, typer.Option("--close", help="Tutup akses yang terbuka di kantor petugas itu.")] = False,
) -> None:
    """Buka akses darurat: petugas itu menjadi pengelola kantor untuk beberapa jam. Berakhir bila 30 menit tidak dipakai."""
    set_up_with_database()
    from django.utils import timezone

    from loket.core.problems import Refusal
    from loket.offices import services

    officer = officer_of(username)
    decision = services.Decision.founding(timezone.now(), why)
    try:
        if close:
            if officer.emergency is None:
                typer.echo(f"Tidak ada akses darurat yang terbuka atas nama {username}.", err=True)
                raise typer.Exit(USAGE)
            services.close_emergency(officer.office_key, decision=decision)
        else:
            services.open_emergency(officer.office_key, person=officer.person, hours=hours, decision=decision)
    except Refusal as refusal:
        typer.echo(" ".join(filter(None, (refusal.explanation, refusal.hint))), err=True)
        raise typer.Exit(USAGE) from refusal
    done = "ditutup" if close else f"dibuka untuk {officer.full_name}, paling lama {hours} jam"
    typer.echo(f"Akses darurat {done}. Semua pengelola kantor melihatnya.")
