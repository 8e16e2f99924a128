"""The addresses of the room of oversight. None holds a NIK."""

from django.urls import URLPattern, URLResolver, path

from loket.web.desk.oversight import alarms, breaches, exports, figures, watching

urlpatterns: list[URLPattern | URLResolver] = [
    path("pengawasan/", alarms.alarms, name="oversight"),
    path("pengawasan/alarm/keluarkan/", alarms.taken_out, name="alarms-out"),
    path("pengawasan/kebocoran/", breaches.breaches, name="breaches"),
    path("pengawasan/kebocoran/<int:number>/", breaches.breach, name="breach"),
    path("pengawasan/kebocoran/<int:number>/keluarkan/", breaches.affected_out, name="affected-out"),
    path("pengawasan/kebocoran/<int:number>/lembaga.pdf", breaches.agency_letter, name="breach-agency"),
    path("pengawasan/kebocoran/<int:number>/orang-<int:part>.pdf", breaches.people_letters, name="breach-letters"),
    path("pengawasan/angka/", figures.figures, name="figures"),
    path("pengawasan/angka/keluarkan/", figures.figures_out, name="figures-out"),
    path("pengawasan/angka/<int:person>/", figures.looks, name="looks"),
    path("pengawasan/keluar/", exports.exports, name="exports"),
    path("pengawasan/pantau/", watching.watch_list, name="watch-list"),
]
