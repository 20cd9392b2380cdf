"""The public surface: what is promised is there, and ``import ravi`` stays light."""

from __future__ import annotations

import importlib.metadata
import subprocess
import sys
import types

import pytest

import ravi
from ravi import errors
from ravi.errors import RaviError


@pytest.mark.parametrize("name", ravi.__all__)
def test_export_is_importable(name: str) -> None:
    assert getattr(ravi, name) is not None


def test_export_list_is_exactly_what_is_importable() -> None:
    import ravi.report

    assert dir(ravi) == sorted(ravi.__all__)
    types_of_report = {
        name
        for name, value in vars(ravi.report).items()
        if isinstance(value, type) and value.__module__ == "ravi.report"
    }
    assert types_of_report <= set(ravi.__all__)
    assert sorted(ravi.__all__) == ravi.__all__


def test_unknown_name_is_an_attribute_error() -> None:
    with pytest.raises(AttributeError, match="no attribute 'red'"):
        _ = ravi.red


def test_version_is_the_package_s() -> None:
    assert ravi.__version__ == importlib.metadata.version("ravi")


def test_import_loads_nothing_heavy() -> None:
    code = (
        "import sys, ravi, ravi.cli;"
        "print([name for name in ('numpy', 'onnxruntime', 'json', 'ravi.report') if name in sys.modules])"
    )
    shown = subprocess.run(
        [sys.executable, "-I", "-c", code], capture_output=True, text=True, check=True
    ).stdout
    assert shown.strip() == "[]"


def test_every_error_is_exported_and_drawn_in_the_tree() -> None:
    classes = {
        name
        for name, value in vars(errors).items()
        if isinstance(value, type) and issubclass(value, RaviError)
    }
    assert classes == set(errors.__all__)
    assert isinstance(errors, types.ModuleType)
    assert errors.__doc__
    assert all(name in errors.__doc__ for name in classes)
