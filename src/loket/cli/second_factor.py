"""`loket remove-second-factor`: the last way in, for whoever runs the server, when no keeper is left who could help."""

from typing import Annotated

import typer

from loket.cli.django import USAGE, set_up_with_database
from loket.cli.office import officer_of


def remove_second_factor(
    username: Annotated[
        str, typer.Argument(help="Nama pengguna petugas yang kehilangan telepon dan kode pemulihannya.")
    ],
    why: Annotated[str, typer.Option("--why", help="Alasan; tercatat pada riwayat kantor.")],
) -> None:
    """Cabut verifikasi dua langkah seorang petugas. Untuk pengelola terakhir; yang lain lewat halaman Jabatan."""
    set_up_with_database()
    from django.utils import timezone

    from loket.core.problems import Refusal
    from loket.offices import services

    officer = officer_of(username)
    decision = services.Decision.founding(timezone.now(), why)
    try:
        services.take_away_second_factor(officer.office_key, person=officer.person, decision=decision)
    except Refusal as refusal:
        typer.echo(refusal.explanation, err=True)
        raise typer.Exit(USAGE) from refusal
    typer.echo(f"Verifikasi dua langkah {officer.full_name} dicabut.")
