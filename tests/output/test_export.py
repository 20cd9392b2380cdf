from __future__ import annotations

import io
import os
import subprocess
import sys
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from ravi.errors import InputError, OutputError
from ravi.ledger.records import Incident
from ravi.output.export import FORMS, export
from tests.output.forms.samples import incidents

TEXT_FORMS = [form for form in FORMS if form != "parquet"]


def written(form: str, given_incidents: list[Incident], *, in_order: bool = False) -> bytes:
    stream = io.BytesIO()
    export(given_incidents, form, stream, in_order=in_order)
    return stream.getvalue()


@pytest.mark.parametrize("form", FORMS)
@settings(max_examples=10, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(order=st.permutations(incidents()))
def test_the_order_incidents_come_in_changes_no_byte(form: str, order: list[Incident]) -> None:
    assert written(form, order) == written(form, list(incidents()))


@pytest.mark.parametrize("form", FORMS)
def test_incidents_in_order_are_written_as_they_come(form: str) -> None:
    ordered = sorted(incidents(), key=lambda incident: incident.id)
    assert written(form, ordered, in_order=True) == written(form, list(incidents()))


def test_incidents_in_order_are_never_all_in_memory() -> None:
    ordered = sorted(incidents(), key=lambda incident: incident.id)
    stream = io.StringIO(newline="")
    seen = []

    def one_by_one():  # type: ignore[no-untyped-def]
        for incident in ordered:
            seen.append(stream.getvalue().count("\n"))
            yield incident

    export(one_by_one(), "jsonl", stream, in_order=True)
    assert seen == list(range(len(ordered)))


def test_an_incident_out_of_order_is_refused() -> None:
    ordered = sorted(incidents(), key=lambda incident: incident.id, reverse=True)
    with pytest.raises(OutputError, match=f"{ordered[1].id!r} comes after {ordered[0].id!r}"):
        written("jsonl", ordered, in_order=True)


def test_an_incident_that_comes_twice_is_refused() -> None:
    with pytest.raises(OutputError, match="comes twice"):
        written("jsonl", [*incidents(), incidents()[0]])


def test_a_form_that_there_is_not() -> None:
    with pytest.raises(InputError, match="'shapefile'; use one of: jsonl, csv"):
        written("shapefile", [])


@pytest.mark.parametrize("form", FORMS)
def test_a_path_gets_the_same_bytes(form: str, tmp_path: Path) -> None:
    path = tmp_path / f"out{FORMS[form][1]}"
    export(incidents(), form, path)
    assert path.read_bytes() == written(form, list(incidents()))
    assert os.listdir(tmp_path) == [path.name]


@pytest.mark.parametrize("form", TEXT_FORMS)
def test_a_text_stream_gets_the_same_text(form: str) -> None:
    stream = io.StringIO(newline="")
    export(incidents(), form, stream)
    assert stream.getvalue().encode() == written(form, list(incidents()))


def test_parquet_cannot_go_to_a_text_stream() -> None:
    with pytest.raises(OutputError, match="parquet is not text"):
        export(incidents(), "parquet", io.StringIO())


def test_a_failed_export_leaves_what_was_there(tmp_path: Path) -> None:
    path = tmp_path / "out.jsonl"
    path.write_text("before", encoding="utf-8")
    with pytest.raises(OutputError, match="comes twice"):
        export([incidents()[0], incidents()[0]], "jsonl", path)
    assert path.read_text(encoding="utf-8") == "before"
    assert os.listdir(tmp_path) == ["out.jsonl"]


def test_a_file_that_only_its_owner_may_read_stays_so(tmp_path: Path) -> None:
    path = tmp_path / "out.jsonl"
    path.touch(mode=0o600)
    export(incidents(), "jsonl", path)
    assert path.stat().st_mode & 0o777 == 0o600


def test_a_link_stays_a_link(tmp_path: Path) -> None:
    (tmp_path / "there").mkdir()
    link = tmp_path / "link.jsonl"
    link.symlink_to(tmp_path / "there" / "out.jsonl")
    export(incidents(), "jsonl", link)
    assert link.is_symlink()
    assert (tmp_path / "there" / "out.jsonl").read_bytes() == written("jsonl", list(incidents()))


def test_a_device_is_written_to_and_not_replaced() -> None:
    export(incidents(), "jsonl", os.devnull)
    assert not Path(os.devnull).is_file()


def test_a_pipe_is_written_to_and_not_replaced() -> None:
    code = (
        "from ravi.output.export import export; export([], 'geojson', '/dev/stdout'); "
        "from pathlib import Path; assert Path('/dev/stdout').exists()"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, check=True)
    assert done.stdout == written("geojson", [])


def test_a_folder_that_is_not_there(tmp_path: Path) -> None:
    with pytest.raises(OutputError, match="cannot be written: No such file or directory"):
        export(incidents(), "jsonl", tmp_path / "nowhere" / "out.jsonl")
