"""The addresses of the register at the desk. None holds a NIK or a KK number: those are never in an address."""

from django.urls import URLPattern, URLResolver, path

from loket.web.desk.blanks import pages as blanks_pages
from loket.web.desk.blanks import prints as blanks_prints
from loket.web.desk.blanks import substitute as blanks_substitute
from loket.web.desk.register import (
    assigning,
    codes,
    family,
    looking,
    old_card,
    resident,
    running_out,
    search,
    settings,
    told,
    twins,
)

urlpatterns: list[URLPattern | URLResolver] = [
    path("penduduk/", search.residents, name="residents"),
    path("penduduk/menunggu-nomor/", assigning.waiting, name="waiting-numbers"),
    path("penduduk/segera-habis/", running_out.running_out, name="running-out"),
    path("penduduk/segera-habis/skpwni/", running_out.close_letter, name="close-letter"),
    path("penduduk/tujuan/", looking.state, name="state-purpose"),
    path("penduduk/kembar/", twins.pairs, name="twins"),
    path("penduduk/kembar/<uuid:one>/<uuid:other>/", twins.pair, name="twin"),
    path("penduduk/kk/<uuid:family_id>/", family.family, name="family"),
    path("penduduk/kk/<uuid:family_id>/tata-letak-lama.pdf", old_card.old_card, name="old-card"),
    path("penduduk/kk/<uuid:family_id>/alamat/", family.address, name="family-address"),
    path("penduduk/kk/<uuid:family_id>/nomor/", assigning.assign_kk, name="assign-kk"),
    path("penduduk/<uuid:resident_id>/", resident.resident, name="resident"),
    path("penduduk/<uuid:resident_id>/jejak/", told.told, name="told"),
    path("penduduk/<uuid:resident_id>/jejak/tunda/", told.conceal, name="conceal"),
    path("penduduk/<uuid:resident_id>/surat-pengganti/", blanks_substitute.substitute, name="substitute"),
    path("penduduk/<uuid:resident_id>/nik/", assigning.assign_nik, name="assign-nik"),
    path("penduduk/<uuid:resident_id>/kembar/", twins.alike, name="alike"),
    path("kantor/register/", settings.office_register, name="office-register"),
    path("kantor/register/kode/", codes.code_lists, name="register-codes"),
    path("kantor/register/kode/<slug:name>/", codes.code_list, name="register-code-list"),
    path("blangko/", blanks_pages.blanks, name="blanks"),
    path("blangko/berita-acara.pdf", blanks_pages.destruction, name="blank-destruction"),
    path("blangko/<slug:kind>/", blanks_pages.ledger, name="blank-ledger"),
    path("permohonan/<slug:resi>/cetakan/", blanks_prints.case_prints, name="case-prints"),
    path("cetakan/<int:print_id>/hasil/", blanks_prints.outcome, name="print-outcome"),
]
