"""The addresses of the register at the desk. None holds a NIK or a KK number: those are never in an address."""

from django.urls import URLPattern, URLResolver, path

from loket.web.desk import (
    blanks_pages,
    blanks_prints,
    register_assigning,
    register_codes,
    register_family,
    register_resident,
    register_running_out,
    register_search,
    register_settings,
    register_twins,
)

urlpatterns: list[URLPattern | URLResolver] = [
    path("penduduk/", register_search.residents, name="residents"),
    path("penduduk/menunggu-nomor/", register_assigning.waiting, name="waiting-numbers"),
    path("penduduk/segera-habis/", register_running_out.running_out, name="running-out"),
    path("penduduk/segera-habis/skpwni/", register_running_out.close_letter, name="close-letter"),
    path("penduduk/kembar/", register_twins.pairs, name="twins"),
    path("penduduk/kembar/<uuid:one>/<uuid:other>/", register_twins.pair, name="twin"),
    path("penduduk/kk/<uuid:family_id>/", register_family.family, name="family"),
    path("penduduk/kk/<uuid:family_id>/alamat/", register_family.address, name="family-address"),
    path("penduduk/kk/<uuid:family_id>/nomor/", register_assigning.assign_kk, name="assign-kk"),
    path("penduduk/<uuid:resident_id>/", register_resident.resident, name="resident"),
    path("penduduk/<uuid:resident_id>/nik/", register_assigning.assign_nik, name="assign-nik"),
    path("penduduk/<uuid:resident_id>/kembar/", register_twins.alike, name="alike"),
    path("kantor/register/", register_settings.office_register, name="office-register"),
    path("kantor/register/kode/", register_codes.code_lists, name="register-codes"),
    path("kantor/register/kode/<slug:name>/", register_codes.code_list, name="register-code-list"),
    path("blangko/", blanks_pages.blanks, name="blanks"),
    path("blangko/berita-acara.pdf", blanks_pages.destruction, name="blank-destruction"),
    path("blangko/<slug:kind>/", blanks_pages.ledger, name="blank-ledger"),
    path("permohonan/<slug:resi>/cetakan/", blanks_prints.case_prints, name="case-prints"),
    path("cetakan/<int:print_id>/hasil/", blanks_prints.outcome, name="print-outcome"),
]
