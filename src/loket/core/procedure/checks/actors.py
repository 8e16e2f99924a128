"""Rules on lanes: who may act in them, and whether the printed table has a column for them."""

from collections.abc import Iterator

from loket.core.problems import Problem
from loket.core.procedure.checks.subject import Subject
from loket.core.procedure.model import Procedure
from loket.core.procedure.near import suggestion


def lane_without_officers(subject: Subject) -> Iterator[Problem]:
    """A lane must name positions, or for an applicant the lanes that record what the applicant does."""
    for name, actor in subject.procedure.actors.items():
        if actor.kind == "position" and not actor.positions:
            sentence = f"Lajur “{actor.title}” tidak menyebut satu jabatan pun yang mengisinya."
            yield subject.error("lane-without-officers", sentence, "Isi `positions`.", "actors", name)
        elif actor.kind != "position" and not actor.assisted_by:
            sentence = f"Tidak ada lajur petugas yang mencatat perbuatan “{actor.title}”."
            yield subject.error("lane-without-officers", sentence, "Isi `assisted_by`.", "actors", name)


def assisted_by_officers(subject: Subject) -> Iterator[Problem]:
    """Those who record what an applicant does are lanes of officers."""
    actors = subject.procedure.actors
    officers = [name for name, actor in actors.items() if actor.kind == "position"]
    for name, actor in actors.items():
        for helper in actor.assisted_by:
            if helper not in officers:
                sentence = f"“{actor.title}” dibantu lajur “{helper}”, tetapi itu bukan lajur petugas prosedur ini."
                yield subject.error(
                    "assisted-by-unknown", sentence, suggestion(helper, officers), "actors", name, "assisted_by"
                )


def column_unprinted(subject: Subject) -> Iterator[Problem]:
    """A lane that claims a column must have its heading among the printed ones."""
    procedure = subject.procedure
    if not procedure.columns:
        return
    for name, actor in procedure.actors.items():
        if actor.column and actor.title not in procedure.columns:
            sentence = f"Lajur “{actor.title}” disebut berkolom, tetapi judul itu tidak ada dalam `columns`."
            hint = "Samakan `title` dengan judul kolom tercetak, atau tulis `column: false`."
            yield subject.error("column-unprinted", sentence, hint, "actors", name)


def actor_without_column(subject: Subject) -> Iterator[Problem]:
    """Oddity: someone acts in the flow table without having a column of their own."""
    procedure = subject.procedure
    acting = {step.actor: step for step in reversed(procedure.steps)}
    for name, actor in procedure.actors.items():
        if procedure.flow == "table" and not actor.column and name in acting:
            step = acting[name]
            sentence = f"“{actor.title}” bertindak pada baris {step.no}, tetapi tidak mempunyai kolom dalam tabel."
            hint = "Tambahkan kolomnya bila SOP direvisi."
            yield subject.warning("actor-without-column", sentence, hint, "actors", name, source=step.source_line)


def _has_column(procedure: Procedure, name: str) -> bool:
    return name in procedure.actors and procedure.actors[name].column


def actor_idle(subject: Subject) -> Iterator[Problem]:
    """Oddity: a lane in which nothing is ever done."""
    procedure = subject.procedure
    acting = {step.actor for step in procedure.steps}
    # Who has no column of the print and only writes down what the applicant does is no gap in it.
    acting |= {n for actor in procedure.actors.values() for n in actor.assisted_by if not _has_column(procedure, n)}
    for name, actor in procedure.actors.items():
        if name not in acting:
            sentence = f"Lajur “{actor.title}” ada, tetapi tidak bertindak pada langkah mana pun."
            hint = "Tanyakan kepada kantor apakah ada langkah yang hilang."
            yield subject.warning("actor-idle", sentence, hint, "actors", name, source=subject.printed_at("columns"))


def column_odd(subject: Subject) -> Iterator[Problem]:
    """Oddity: a printed heading that names nobody who could act."""
    procedure = subject.procedure
    titles = {actor.title for actor in procedure.actors.values()}
    for index, heading in enumerate(procedure.columns):
        if heading not in titles:
            sentence = f"Judul kolom pelaksana “{heading}” bukan nama pelaku."
            hint = "Tanyakan kepada kantor siapa yang dimaksud; judul tercetak tidak diubah."
            yield subject.warning("column-odd", sentence, hint, "columns", index, source=subject.printed_at("columns"))


def applicant_column_missing(subject: Subject) -> Iterator[Problem]:
    """Oddity: the flow table has no column for the citizen it serves."""
    procedure = subject.procedure
    applicants = [actor for actor in procedure.actors.values() if actor.kind == "applicant" and actor.column]
    if procedure.flow == "table" and procedure.columns and not applicants:
        sentence = "Tabel alur tidak mempunyai kolom untuk pemohon."
        hint = "Pengembalian kepada pemohon dicatat pada langkah petugas yang menerima berkas."
        yield subject.warning(
            "applicant-column-missing", sentence, hint, "columns", source=subject.printed_at("columns")
        )


RULES = (
    lane_without_officers,
    assisted_by_officers,
    column_unprinted,
    actor_without_column,
    actor_idle,
    column_odd,
    applicant_column_missing,
)
