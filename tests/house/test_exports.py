"""One place writes files of rows for people, and every page that gives one asks for a reason (T16)."""

import ast

from tests.house.tree import ROOT, modules, name, parse

THE_WRITER = "src/loket/storage/tabular.py"
_CSV = {"writer", "DictWriter"}
_LIBRARIES = {"xlsxwriter", "openpyxl", "xlwt", "pyexcel", "pandas", "odf", "tablib"}
_SENT = ("text/csv", "spreadsheetml", "ms-excel", "opendocument.spreadsheet")


def writes_rows(node: ast.AST) -> bool:
    match node:
        case ast.Attribute(value=ast.Name(id="csv"), attr=attr):
            return attr in _CSV
        case ast.ImportFrom(module="csv", names=names):
            return bool(_CSV & {one.name for one in names})
        case ast.ImportFrom(module=str(module)):
            return module.split(".")[0] in _LIBRARIES
        case ast.Import(names=names):
            return bool(_LIBRARIES & {one.name.split(".")[0] for one in names})
        case ast.Constant(value=str(text)):
            return text.startswith(("application/", "text/")) and any(kind in text for kind in _SENT)
    return False


def calls(path_of: str, function: str) -> set[str]:
    """The modules under a folder that call a function of this name."""
    return {
        name(path)
        for path in modules(path_of)
        for node in ast.walk(parse(path))
        if isinstance(node, ast.Call) and getattr(node.func, "attr", getattr(node.func, "id", "")) == function
    }


class TestRowsForPeople:
    def test_t16_are_written_in_one_place(self) -> None:
        writers = {name(path) for path in modules("src/loket") if any(map(writes_rows, ast.walk(parse(path))))}
        assert writers == {THE_WRITER}

    def test_t16_leave_by_the_desk_through_one_door(self) -> None:
        assert calls("src/loket/web", "table") | calls("src/loket/api", "table") == set()
        assert calls("src/loket/web", "writing_to") | calls("src/loket/api", "writing_to") == set()
        assert {path for path in calls("src/loket/web", "take_out") if "urls" not in path} >= {
            "src/loket/web/desk/oversight/taking_out.py"
        }

    def test_leave_only_where_code_or_password_is_fresh(self) -> None:
        for path in sorted(calls("src/loket/web", "take_out") - {"src/loket/web/desk/oversight/taking_out.py"}):
            for function in (node for node in parse(ROOT / path).body if isinstance(node, ast.FunctionDef)):
                if any(isinstance(n, ast.Call) and getattr(n.func, "id", "") == "take_out" for n in ast.walk(function)):
                    worn = {getattr(one, "id", "") for one in function.decorator_list}
                    assert "require_fresh" in worn, (path, function.name)
