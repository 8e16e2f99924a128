"""The borders between apps are drawn for every app, also for one that is new."""

from configparser import ConfigParser

from tests.house.tree import ROOT


def contracts() -> ConfigParser:
    read = ConfigParser()
    read.read(ROOT / ".importlinter", "utf-8")
    return read


def apps_with_tables() -> list[str]:
    package = ROOT / "src/loket"
    return sorted(
        path.name for path in package.iterdir() if (path / "models.py").exists() or (path / "models").is_dir()
    )


class TestBorders:
    def test_every_app_keeps_its_tables_to_itself(self) -> None:
        drawn = contracts()
        assert apps_with_tables()
        for app in apps_with_tables():
            border = drawn[f"importlinter:contract:{app}-tables"]
            assert border["type"] == "protected"
            assert border["protected_modules"].split() == [f"loket.{app}.models"]
            assert border["allowed_importers"].split() == [f"loket.{app}"]

    def test_no_contract_has_an_exception(self) -> None:
        drawn = contracts()
        assert [name for name in drawn.sections() if "ignore_imports" in drawn[name]] == []
