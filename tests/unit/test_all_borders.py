"""All borders come in one file, with days as days, and as each list of states has them."""

from __future__ import annotations

import json
import sqlite3
import warnings
from datetime import date, timedelta
from pathlib import Path

import geopandas as gpd
import pandas as pd
import pyarrow.parquet as pq
import pyogrio
import pytest

from perufr_map import borders
from perufr_map.borders._archive import layers
from perufr_map.borders._members import List, members_on
from perufr_map.problems import ChoiceError
from perufr_map.resources import geo_dir

LISTED = Path(__file__).parents[1] / "state_lists.csv"


@pytest.fixture(scope="module")
def package(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("all") / "world.gpkg"
    borders.write_all(path)
    return path


def test_the_file_has_every_row_of_the_ledger_once(package: Path) -> None:
    spells, points = (gpd.read_file(package, layer=name) for name in ("spells", "points"))
    ids = [*spells["id"], *points["id"]]
    assert sorted(ids) == sorted(state.id for state in borders.states())
    assert set(spells.geom_type) == {"MultiPolygon"}
    assert set(points.geom_type) == {"Point"}
    assert spells.crs.to_epsg() == 4326


def test_days_are_days_half_open_with_the_last_one_beside(package: Path) -> None:
    fields = pyogrio.read_info(package, layer="spells")
    types = dict(zip(fields["fields"], fields["ogr_types"], strict=True))
    assert {types[name] for name in ("valid_from", "valid_to", "last_day")} == {"OFTDate"}
    with sqlite3.connect(package) as database:
        rows = database.execute(
            "SELECT id FROM spells WHERE code IN ('DDR', 'DEU') AND valid_from <= '1990-10-02' "
            "AND (valid_to IS NULL OR valid_to > '1990-10-02') ORDER BY id"
        ).fetchall()
        assert rows == [("DDR-1954",), ("DEU-1957",)]
        (last,) = database.execute("SELECT last_day FROM spells WHERE id = 'DDR-1954'").fetchone()
    assert last == "1990-10-02"


def test_a_column_of_days_is_of_days_in_every_layer(package: Path) -> None:
    for name, _ in pyogrio.list_layers(package):
        fields = pyogrio.read_info(package, layer=name)
        types = dict(zip(fields["fields"], fields["ogr_types"], strict=True))
        days = {"day", "valid_from", "valid_to", "last_day"} & set(types)
        assert {types[day] for day in days} <= {"OFTDate"}, name


@pytest.mark.parametrize("day", ["1945-09-02", "1962-01-01", "1991-12-22", "2026-01-01"])
def test_the_rows_of_a_day_in_the_file_are_those_of_the_day(package: Path, day: str) -> None:
    spells = gpd.read_file(package, layer="spells", ignore_geometry=True)
    starts, ends = (pd.to_datetime(spells[name]) for name in ("valid_from", "valid_to"))
    shown = spells[(starts <= day) & (ends.isna() | (ends > day))]
    on_the_day = borders.on(day)
    assert set(shown["id"]) == set(on_the_day.loc[on_the_day.geom_type != "Point", "id"])


def test_the_file_says_what_it_is_and_when_it_was_checked(package: Path, tmp_path: Path) -> None:
    told = dict(pyogrio.read_info(package, layer="spells")["layer_metadata"])
    told.pop("DESCRIPTION")  # all of it again, as QGIS shows it
    assert told["as_of"] == borders.AS_OF.isoformat()
    assert "CC0" in told["licence"]
    folder = tmp_path / "world"
    rows = borders.write_all(folder)
    assert json.loads((folder / "about.json").read_text("utf-8")) == told
    metadata = pq.read_schema(folder / "spells.parquet").metadata
    assert json.loads(metadata[b"perufr-map"]) == told
    assert gpd.read_parquet(folder / "spells.parquet").shape[0] == rows["spells"]
    valid_from = pq.read_schema(folder / "spells.parquet").field("valid_from")
    assert str(valid_from.type) == "date32[day]"


def test_a_folder_of_csv_files_opens_without_a_geographic_library(tmp_path: Path) -> None:
    rows = borders.write_all(tmp_path / "world", form="csv")
    for name, count in rows.items():
        assert len(pd.read_csv(tmp_path / "world" / f"{name}.csv")) == count


def test_nothing_is_written_over_a_folder(tmp_path: Path) -> None:
    (tmp_path / "mine").mkdir()
    for target in ("mine", "world.xlsx"):
        with pytest.raises(ChoiceError):
            borders.write_all(tmp_path / target)
    assert [each.name for each in tmp_path.iterdir()] == ["mine"]


def test_codes_and_names_hold_for_their_days(package: Path) -> None:
    codes = gpd.read_file(package, layer="codes").astype(str)
    of = {
        (row.code, row.system, row.value): (str(row.valid_from)[:10], str(row.valid_to)[:10])
        for row in codes.itertuples()
    }
    assert of["DEU", "cow", "260"] == ("1955-05-05", "1990-10-03")
    assert of["DEU", "cow", "255"][0] == "1990-10-03"
    assert ("SUN", "iso_alpha4", "SUHH") in of
    assert ("XSI", "private", "XSI") in of
    names = gpd.read_file(package, layer="names").astype(str)
    english = names[(names["code"] == "COD") & (names["language"] == "en")]
    assert list(english["name"])[1:4] == ["Congo (Léopoldville)", "Congo (Kinshasa)", "Zaire"]


def test_a_dependency_has_the_numbers_that_it_gets_as_a_state(package: Path) -> None:
    codes = gpd.read_file(package, layer="codes").astype(str)
    later = {
        (row.code, row.system): (row.value, str(row.valid_from)[:10], str(row.valid_to)[:10])
        for row in codes.itertuples()
        if str(row.system).endswith("_later")
    }
    assert later["DZA", "gw_later"] == ("615", "1945-09-02", "1962-07-05")
    assert later["JPN", "cow_later"] == ("740", "1945-09-02", "1952-04-28")
    assert later["SYR", "cow_later"] == ("652", "1958-02-02", "1961-09-29")
    assert ("PRI", "gw_later") not in later
    (newfoundland,) = codes[
        (codes["code"] == "XNF") & (codes["system"] == "cow_entity")
    ].itertuples()
    assert newfoundland.value == "21"
    years = borders.panel(1961, 1962).set_index(["year", "code"])
    assert years.loc[(1961, "DZA"), "gw_number"] == 615
    assert years.loc[(1962, "DZA"), "cow_number"] == 615
    assert years.loc[(1961, "XGO"), "cow_number"] == 752
    assert years["gw_number"].isna().any()


# Lists of states ------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("day", "system", "code", "stands"),
    [
        ("1950-01-01", "cow", "JPN", False),
        ("1950-01-01", "gw", "JPN", True),
        ("1952-04-28", "cow", "JPN", True),
        ("1955-07-26", "cow", "AUT", False),
        ("1960-01-01", "cow", "SYR", False),
        ("1953-12-01", "cow", "LAO", True),
        ("1953-12-01", "gw", "LAO", False),
        ("1950-01-01", "cow", "XTB", False),
        ("1980-01-01", "cow", "ESH", False),
    ],
)
def test_a_list_has_its_members_of_the_day(day: str, system: str, code: str, stands: bool) -> None:  # noqa: FBT001
    world = borders.on(day, system=system)  # type: ignore[arg-type]
    assert (code in set(world["code"])) is stands
    assert world[f"{system}_code"].notna().all()


# The ledger's own dates where those of Gleditsch and Ward contradict the act, and the two
# states of the list that are not drawn: geo/README.md.
CORRECTED = {
    ("gw", 511): {("1963-12-10", "1964-04-26")},
    ("gw", 517): {("1962-07-01", "")},
    ("gw", 616): {("1956-03-20", "")},
    ("gw", 781): {("1965-07-26", "")},
    ("gw", 935): {("1980-07-30", "")},
    ("gw", 971): {("1968-01-31", "")},
    ("gw", 396): set(),
    ("gw", 397): set(),
}


def test_both_lists_are_as_their_authors_have_them() -> None:
    """Held against the lists themselves, in `tests/state_lists.csv`.

    Correlates of War Project, State System Membership, version 2016; Gleditsch and Ward (1999),
    as revised, with microstates.
    """
    listed: dict[tuple[str, int], set[tuple[str, str]]] = {}
    for row in pd.read_csv(LISTED, dtype=str, keep_default_na=False).itertuples():
        period = str(row.start), str(row.last_day)
        listed.setdefault((str(row.system), int(str(row.number))), set()).add(period)
    ours: dict[tuple[str, int], list[tuple[date, date]]] = {}
    for one in borders.memberships():
        periods = ours.setdefault((one.system, one.number), [])
        periods.append((one.start or date.min, one.end or date.max))
    assert len(ours) > 380
    for key in {*listed, *ours}:
        joined: list[tuple[date, date]] = []
        for start, end in sorted(ours.get(key, [])):
            if joined and joined[-1][1] == start:  # one number: Yugoslavia and Serbia
                joined[-1] = joined[-1][0], end
            else:
                joined.append((start, end))
        days = {
            (
                "" if start == date.min else str(start),
                "" if end == date.max else str(end - timedelta(days=1)),
            )
            for start, end in joined
        }
        assert days == CORRECTED.get(key, listed.get(key, set())), key


def test_a_number_is_no_code_of_a_day_on_which_the_list_lacks_the_state() -> None:
    with pytest.raises(borders.BordersError, match="740 on 1950-01-01"):
        borders.convert(740, source="cow", target="iso", day="1950-01-01")
    world = borders.on("1950-01-01").set_index("code")
    assert pd.isna(world.loc["JPN", "cow_code"])


def test_an_unknown_list_is_refused_with_those_there_are() -> None:
    for ask in (
        lambda: borders.convert("PER", source="iso3", target="gw", day="1980-07-28"),  # type: ignore[arg-type]
        lambda: borders.on("1980-07-28", system="iso"),  # type: ignore[arg-type]
        lambda: borders.panel(1980, 1981, system="un"),  # type: ignore[arg-type]
    ):
        with pytest.raises(borders.UnknownError, match="gw, cow"):
            ask()


def test_a_panel_has_a_row_for_each_state_and_year_of_a_list() -> None:
    years = borders.panel(1945, 1996, system="cow")
    assert not years.duplicated(["year", "cow_code"]).any()
    japan = years[years["code"] == "JPN"]
    assert (japan["year"].min(), japan["days"].iloc[0]) == (1952, 248)
    assert set(years[years["code"] == "SYR"]["year"]).isdisjoint({1959, 1960})
    yemen = years[years["year"] == 1990].set_index("cow_code")["code"]
    assert yemen.loc[[678, 679, 680]].tolist() == ["YEM", "YEM", "YMD"]
    assert years.geometry.notna().all()
    day = years["day"].iloc[0]
    assert isinstance(day, date)


def test_a_day_after_the_last_one_checked_is_answered_with_a_warning() -> None:
    with pytest.warns(borders.LaterWarning, match="2100-01-01 lies after"):
        assert len(borders.on("2100-01-01")) > 200


def test_an_area_too_small_for_the_drawing_is_missing() -> None:
    world = borders.on("2020-01-01").set_index("code")["area_km2"]
    assert pd.isna(world["MDV"])
    assert world["PER"] > 1_000_000


def membership_days(system: str) -> list[date]:
    """Return each day on which a list changes, and each first of January."""
    turns = {one.start for one in borders.memberships() if one.system == system}
    turns |= {one.end for one in borders.memberships() if one.system == system}
    years = {date(year, 1, 1) for year in range(1946, borders.AS_OF.year + 1)}
    return sorted({borders.HORIZON, *years, *(day for day in turns if day)})


@pytest.mark.parametrize("system", ["gw", "cow"])
def test_the_states_of_a_list_are_its_members_on_each_day(system: List) -> None:
    days = membership_days(system)
    assert len(days) > 120
    for day in days:
        world = borders.on(day, system=system)
        members = members_on(day, system)
        drawn = dict(zip(world["code"], world[f"{system}_code"], strict=True))
        assert drawn == members, day
        assert world["code"].is_unique
        for code, number in members.items():
            assert borders.convert(number, source=system, target="iso", day=day) == code, day


@pytest.mark.parametrize("day", ["1992-02-01", "1992-04-20"])
def test_states_that_a_list_has_before_the_ledger_take_their_land_with_them(day: str) -> None:
    world = borders.on(day, system="cow").set_index("code")
    successors = {"1992-02-01": ["HRV", "SVN"], "1992-04-20": ["BIH", "HRV", "SVN"]}[day]
    together = world.loc[["YUG", *successors]].geometry.to_crs(6933)
    before = borders.on("1992-01-01", system="cow").set_index("code")
    whole = before.geometry.to_crs(6933)["YUG"]
    assert together.union_all().symmetric_difference(whole).area < 1e6  # a square kilometre
    assert together.area.sum() == pytest.approx(whole.area)
    area = world.loc[["YUG", *successors], "area_km2"].sum()
    assert area == pytest.approx(before["area_km2"]["YUG"], rel=1e-4)
    assert set(borders.on(day)["code"]).isdisjoint(successors)


def test_a_code_has_no_days_on_which_the_ledger_does_not_have_it() -> None:
    codes = layers()["codes"]
    assert len(codes) > 700
    kinds = ("iso_alpha3", "private", "gw_later", "cow_later", "cow_entity")
    ends: dict[str, set[date]] = {}
    for state in borders.states():
        ends.setdefault(state.code, set()).update({state.end} if state.end else ())
    for code, system, _, first, after in codes[codes["system"].isin(kinds)].to_numpy().tolist():
        for day in ends[code]:
            if first <= day and (pd.isna(after) or day < after):
                assert borders.state_on(code, day), (code, system, day)


def test_what_a_row_lost_is_found_by_the_redirects() -> None:
    table = pd.read_csv(geo_dir() / "redirects.csv", keep_default_na=False)
    now = dict(zip(table["old"], table["new"], strict=True))
    assert "SYR-1945" in now["PSE-1945"].split()


def test_days_and_years_in_the_wrong_order_are_refused_in_a_sentence() -> None:
    with pytest.raises(borders.UnknownError, match="Name the earlier day first"):
        borders.changes("2015-01-01", "2013-01-01")
    with pytest.raises(borders.UnknownError, match="Name the earlier day first"):
        borders.between("2015-01-01", "2013-01-01")
    for years in ((2020, 2010), (1944, 1950), (2020, borders.AS_OF.year + 1)):
        with pytest.raises(borders.UnknownError, match="Name the earlier year first"):
            borders.panel(*years)


def test_a_panel_begins_with_the_ledger_and_ends_with_the_last_day_checked() -> None:
    first = borders.panel(1945, 1945, system="gw").set_index("code")
    assert first.loc["PER", "days"] == (date(1946, 1, 1) - borders.HORIZON).days
    year = borders.AS_OF.year
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        last = borders.panel(year, year)
    assert last["day"].max() == borders.AS_OF
    assert last["days"].max() == (borders.AS_OF - date(year, 1, 1)).days + 1
