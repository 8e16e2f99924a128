"""Settings that are wrong stop the start and say what is wrong with them."""

import pytest
from django.core.exceptions import ImproperlyConfigured

from loket.config.policy import scanner_for_viruses, store_of_files


class TestTheStore:
    def test_is_the_folder_of_this_machine_unless_said_otherwise(self, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.delenv("LOKET_STORE", raising=False)
        assert store_of_files() == ""

    def test_is_a_bucket_with_credentials(self, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setenv("LOKET_STORE", "s3://berkas-dukcapil/bintan")
        with pytest.raises(ImproperlyConfigured, match="LOKET_STORE_CREDENTIALS"):
            store_of_files()
        monkeypatch.setenv("LOKET_STORE_CREDENTIALS", "/etc/loket/s3")
        assert store_of_files() == "s3://berkas-dukcapil/bintan"

    @pytest.mark.parametrize("wrong", ["berkas", "s3://", "https://s3.example.go.id/berkas", "s3://A B"])
    def test_of_another_form_stops_the_start(self, monkeypatch: pytest.MonkeyPatch, wrong: str) -> None:
        monkeypatch.setenv("LOKET_STORE", wrong)
        with pytest.raises(ImproperlyConfigured, match="s3://bucket"):
            store_of_files()


class TestTheScanner:
    @pytest.mark.parametrize("right", ["", "unix:/run/clamav/clamd.ctl", "clamd.kantor.lan:3310"])
    def test_is_none_or_a_socket_or_a_port(self, monkeypatch: pytest.MonkeyPatch, right: str) -> None:
        monkeypatch.setenv("LOKET_CLAMD", right)
        assert scanner_for_viruses() == right

    @pytest.mark.parametrize("wrong", ["clamd", "unix:", "/run/clamav/clamd.ctl", "host:port", "yes"])
    def test_of_another_form_stops_the_start(self, monkeypatch: pytest.MonkeyPatch, wrong: str) -> None:
        monkeypatch.setenv("LOKET_CLAMD", wrong)
        with pytest.raises(ImproperlyConfigured, match="LOKET_CLAMD"):
            scanner_for_viruses()
