"""What is counted when two actors change places."""

from __future__ import annotations

from pathlib import Path

from bench.swapped import FIELDS, measure, read_table, told

TABLE = Path(__file__).parents[2] / "bench" / "data" / "swapped.tsv"


def test_the_table_has_templates_for_two_and_kinds_of_several_names() -> None:
    templates, names = read_table(TABLE)
    assert templates
    assert all("{a}" in template and "{b}" in template for template in templates)
    assert set(names) == {"state", "group", "person"}
    assert all(len(set(listed)) == len(listed) > 1 for listed in names.values())


def test_names_are_put_for_actors() -> None:
    found = told(
        "{a} با شلیک موشک پایگاه {b} را هدف قرار داد.", "طالبان", "داعش", {"طالبان": "A", "داعش": "B"}
    )
    assert set(found) == set(FIELDS)
    assert ["A"] in found["agents"]
    assert not any("طالبان" in name for names in found["agents"] for name in names)


def test_every_pair_is_read_with_every_template(tmp_path: Path) -> None:
    table = tmp_path / "swapped.tsv"
    table.write_text(
        "# a head\ntemplate\t{a} شهر رقه را از {b} بازپس گرفت.\t{b} حمله {a} را محکوم کرد.\n"
        "group\tطالبان\tداعش\tالشباب\n",
        encoding="utf-8",
    )
    figures = measure(table)
    errors = figures.pop("errors")
    assert set(figures) == {"group", "claims", *FIELDS}
    assert all(value.endswith(" of 6") for value in figures.values())
    held = float(figures["claims"].split()[0])
    assert held == round(1 - len(errors) / 6, 3)
    assert all(wrong and set(wrong) <= set(FIELDS) for *_, wrong in errors)
