"""A batch of forty at the desk, with a provider that refuses three and leaves one without an answer."""

import uuid
from collections.abc import Iterator
from pathlib import Path

import pytest
from pytest_django import Settings

from loket.casework import queries
from loket.signing import queries as signing
from tests.apps import factories
from tests.apps.signing import cases
from tests.apps.signing.outside import provider_of_hadi
from tests.apps.signing.provider_server import ProviderServer, rejecting, sign_and_reset
from tests.apps.web.desk import DeskBrowser

pytestmark = pytest.mark.django_db
PATH = "/tanda-tangan/"
WORDS = "pasir putih di pantai trikora"
FORTY, REFUSED, UNANSWERED = 40, (5, 17, 39), 23


@pytest.fixture
def there(settings: Settings, tmp_path: Path) -> Iterator[ProviderServer]:
    """A provider who holds the key of Pak Hadi."""
    settings.SIGNING_ROOT, settings.MEDIA_ROOT = tmp_path / "kunci", tmp_path / "berkas"
    with provider_of_hadi(settings, tmp_path) as running:
        yield running


@pytest.fixture
def resis() -> tuple[str, ...]:
    """Forty files whose step is done and whose KK waits."""
    return tuple(cases.damaged_kk(number) for number in range(1, FORTY + 1))


def sent(hadi: DeskBrowser, resis: tuple[str, ...]) -> str:
    """Choose them all, with one passphrase."""
    versions = {resi: queries.case_view(resi, hadi.officer, factories.MONDAY).case.version for resi in resis}
    items = [f"{resi}:{version}" for resi, version in versions.items()]
    return hadi.post(PATH, {"key": str(uuid.uuid4()), "item": items, "passphrase": WORDS}).text


class TestABatchOfForty:
    def test_gives_each_its_own_result_and_is_ended_by_asking_and_trying_again(
        self, hadi: DeskBrowser, there: ProviderServer, resis: tuple[str, ...]
    ) -> None:
        there.acts += [
            rejecting("QUOTA") if n in REFUSED else sign_and_reset if n == UNANSWERED else ProviderServer.answer
            for n in range(FORTY)
        ]
        first = sent(hadi, resis)
        assert "36 dari 40 ditandatangani" in first
        assert (first.count("gagal Belum ditandatangani"), first.count("belum diketahui Belum diketahui")) == (3, 1)
        (doubt,) = signing.doubtful(hadi.officer.office_id)
        assert doubt.resi == resis[UNANSWERED]
        assert "3 berkas menunggu tanda tangan Anda" in hadi.get(PATH).text

        hadi.post(f"{PATH}{doubt.uuid}/tanyakan/", {})
        assert "ternyata sudah ditandatangani" in hadi.get(PATH).text
        again = sent(hadi, tuple(resis[n] for n in REFUSED))
        assert "3 dari 3 ditandatangani" in again
        assert "Tidak ada berkas untuk ditandatangani" in hadi.get(PATH).text
        for resi in resis:
            assert sum(one.state == "signed" for one in signing.signatures_of(resi, hadi.officer)) == 1
        # One request for each paper that was signed, one for each refusal, and one question.
        assert [one.method for one in there.heard].count("POST") == FORTY + len(REFUSED)
        assert len(there.kept) == FORTY
