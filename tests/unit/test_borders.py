"""The world is whole on every day, and each state has the land of its time."""

from __future__ import annotations

import csv
import hashlib
import itertools
import json
import shutil
import subprocess
import sys
from collections import Counter
from datetime import date, timedelta
from functools import cache, lru_cache
from pathlib import Path
from typing import Any

import geopandas as gpd
import numpy as np
import pytest
import shapely
from hypothesis import example, given, settings
from hypothesis import strategies as st

import perufr_map as pm
from perufr_map import borders
from perufr_map.resources import geo_dir

EQUAL_AREA = 6933
SQUARE_KILOMETRE = 1e6
TODAY = date(2025, 1, 1)
ERAS = ["1972-03-16", "1978-02-11", "1983-01-27", "1988-01-27", "1991-06-01", "1992-08-18"]
CHANGE_DAYS = sorted({state.start for state in borders.states() if state.start})
STATES = {state.id: state for state in borders.states()}

days = st.one_of(
    st.dates(borders.HORIZON, TODAY),
    st.sampled_from(CHANGE_DAYS),
    st.sampled_from([day - timedelta(days=1) for day in CHANGE_DAYS]),
)


@lru_cache(maxsize=1)
def every_shape() -> dict[str, Any]:
    """Return each row's polygon in an equal-area projection, by id."""
    frame = gpd.read_parquet(geo_dir() / "states.parquet").to_crs(EQUAL_AREA)
    return dict(zip(frame["id"], frame.geometry, strict=True))


@cache
def land(ids: frozenset[str]) -> Any:
    return shapely.union_all([every_shape()[row] for row in sorted(ids)])


def area(ids: frozenset[str]) -> float:
    return float(sum(every_shape()[row].area for row in ids) / SQUARE_KILOMETRE)


def standing(day: date) -> frozenset[str]:
    return frozenset(borders.on(day)["id"])


def square_kilometres(code: str, day: str) -> float:
    state = borders.state_on(code, day)
    assert state is not None
    return area(frozenset([state.id]))


# Any day ------------------------------------------------------------------------------------


@settings(max_examples=25, deadline=None)
@given(day=days)
@example(day=borders.HORIZON)
@example(day=date(1991, 12, 21))
def test_on_any_day_no_two_states_overlap(day: date) -> None:
    polygons = borders.on(day).geometry
    assert shapely.coverage_is_valid(polygons[polygons.geom_type != "Point"].to_numpy())


@settings(max_examples=60, deadline=None)
@given(day=days)
def test_on_any_day_the_states_cover_the_same_land(day: date) -> None:
    assert area(standing(day)) == pytest.approx(area(standing(TODAY)), rel=1e-6)


@settings(max_examples=60, deadline=None)
@given(day=days)
def test_on_any_day_there_is_one_state_to_a_code(day: date) -> None:
    world = borders.on(day)
    for column in ("code", "gw_code", "cow_code"):
        assert world[column].dropna().is_unique
    assert world.crs.to_epsg() == 4326
    assert world.geometry.is_valid.all()
    assert not world.geometry.is_empty.any()


@settings(max_examples=40, deadline=None)
@given(day=days, data=st.data())
def test_on_any_day_the_codes_lead_there_and_back(day: date, data: st.DataObject) -> None:
    state = data.draw(st.sampled_from([s for s in borders.states() if s.stands_on(day)]))
    for system in ("gw", "cow"):
        code = borders.convert(state.code, source="iso", target=system, day=day)
        if code is not None:
            assert borders.convert(code, source=system, target="iso", day=day) == state.code


def test_a_change_touches_only_the_states_concerned() -> None:
    for day in CHANGE_DAYS:
        before, after = standing(day - timedelta(days=1)), standing(day)
        ended, begun = before - after, after - before
        assert land(ended).symmetric_difference(land(begun)).area < SQUARE_KILOMETRE, day
        concerned = {STATES[row].code for row in ended | begun}
        kin = {STATES[k].code for row in ended for k in STATES[row].successor}
        kin |= {STATES[k].code for row in begun for k in STATES[row].predecessor}
        assert concerned == kin, day


# The ledger ---------------------------------------------------------------------------------


def test_each_row_of_the_ledger_is_complete() -> None:
    assert len(STATES) == len(borders.states())
    for state in borders.states():
        assert all(state.name.values()), state.id
        assert state.source, state.id
        assert bool(state.note["en"]) == bool(state.note["es"]), state.id
        assert state.id.startswith(f"{state.code}-{(state.start or borders.HORIZON).year}")
        assert state.start is None or state.end is None or state.start < state.end, state.id


def test_independent_means_on_the_list_of_gleditsch_and_ward() -> None:
    for state in borders.states():
        listed = state.gw_code is not None or state.code == "VAT"
        assert listed == (state.status == "independent"), state.id


def test_who_has_title_or_governs_stands_at_the_time() -> None:
    for state in borders.states():
        holders = (*state.administrator, *state.sovereign)
        assert not (holders and state.status == "independent"), state.id
        first = state.start or borders.HORIZON
        last = (state.end or TODAY) - timedelta(days=1)
        for owner, day in itertools.product(holders, (first, last)):
            assert borders.state_on(owner, day), (state.id, owner, day)


def test_predecessors_and_successors_are_those_who_had_the_land() -> None:
    starting: dict[date | None, list[borders.State]] = {}
    for state in borders.states():
        starting.setdefault(state.start, []).append(state)
    for state in borders.states():
        heirs = starting.get(state.end, []) if state.end else []
        mine = every_shape()[state.id]
        shared = {
            heir.id
            for heir in heirs
            if heir.code == state.code
            or mine.intersection(every_shape()[heir.id]).area > SQUARE_KILOMETRE
        }
        assert set(state.successor) == shared, state.id
        assert all(state.id in STATES[heir].predecessor for heir in state.successor), state.id


# Areas and places ---------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("code", "day", "published"),
    [
        ("SUN", "1980-07-28", 22_402_200),
        ("DDR", "1980-07-28", 108_333),
        ("DEU", "1980-07-28", 248_577),
        ("YUG", "1980-07-28", 255_804),
        ("CSK", "1980-07-28", 127_900),
        ("VDR", "1972-03-16", 158_750),
        ("VNM", "1972-03-16", 173_809),
        ("DEU", "1992-01-01", 357_021),
        ("IND", "1970-01-01", 3_166_414),
        ("SKM", "1970-01-01", 7_096),
        ("ETH", "1980-07-28", 1_221_900),
        ("SDN", "1980-07-28", 2_505_813),
        ("YUG", "1992-08-18", 102_173),
        ("PER", "1980-07-28", 1_285_216),
    ],
)
def test_areas_agree_with_the_published_ones(code: str, day: str, published: int) -> None:
    assert square_kilometres(code, day) == pytest.approx(published, rel=0.03)


def test_the_yemens_fall_short_because_todays_yemen_does() -> None:
    """The published areas count desert that the Saudi frontier of 2000 left outside."""
    north, south = (square_kilometres(code, "1980-07-28") for code in ("YEM", "YMD"))
    united = square_kilometres("YEM", "2020-01-01")
    assert north + south == pytest.approx(united, rel=1e-9)
    assert united / (195_000 + 332_970) == pytest.approx(0.857, abs=0.01)
    assert south / united == pytest.approx(332_970 / 527_970, abs=0.05)


@pytest.mark.parametrize(
    ("town", "lon", "lat", "day", "code"),
    [
        ("Leipzig", 12.37, 51.34, "1980-07-28", "DDR"),
        ("Rostock", 12.10, 54.05, "1980-07-28", "DDR"),
        ("Erfurt", 11.03, 50.98, "1980-07-28", "DDR"),
        ("Lübeck", 10.60, 53.86, "1980-07-28", "DEU"),
        ("Fulda", 9.68, 50.55, "1980-07-28", "DEU"),
        ("Saarbrücken", 6.99, 49.24, "1950-01-01", "XSR"),
        ("Sanaa", 44.21, 15.35, "1980-07-28", "YEM"),
        ("Taiz", 44.02, 13.58, "1980-07-28", "YEM"),
        ("Mukalla", 49.00, 14.60, "1980-07-28", "YMD"),
        ("Ataq", 46.83, 14.54, "1980-07-28", "YMD"),
        ("Vinh", 105.68, 18.67, "1972-03-16", "VDR"),
        ("Hue", 107.55, 16.44, "1972-03-16", "VNM"),
        ("Gangtok", 88.61, 27.33, "1972-03-16", "SKM"),
        ("Naha", 127.70, 26.23, "1970-01-01", "XRY"),
        ("Arish", 33.80, 31.05, "1972-03-16", "XSI"),
        ("Arish", 33.80, 31.05, "1980-07-28", "EGY"),
        ("Taba", 34.85, 29.50, "1980-07-28", "XSI"),
        ("Katzrin", 35.75, 33.0, "1955-01-01", "SYR"),
        ("Katzrin", 35.75, 33.0, "1970-01-01", "XGL"),
        ("Safed", 35.50, 32.96, "1955-01-01", "ISR"),
        ("Fairbanks", -147.7, 64.8, "1958-12-31", "XAK"),
        ("Fairbanks", -147.7, 64.8, "1959-01-03", "USA"),
        ("Hilo", -155.2, 19.6, "1959-08-20", "XHI"),
        ("Pazin", 13.94, 45.24, "1947-01-01", "ITA"),
        ("Pazin", 13.94, 45.24, "1948-01-01", "YUG"),
        ("Fiume", 14.442, 45.345, "1947-01-01", "ITA"),
        ("Fiume", 14.442, 45.345, "1948-01-01", "YUG"),
        ("Postojna", 14.2, 45.77, "1947-01-01", "ITA"),
        ("Ljubljana", 14.51, 46.05, "1947-01-01", "YUG"),
        ("Zagreb", 15.98, 45.81, "1947-01-01", "YUG"),
        ("Rhodes", 28.0, 36.2, "1946-01-01", "XDO"),
        ("Rhodes", 28.0, 36.2, "1950-01-01", "GRC"),
        ("Samos", 26.8, 37.72, "1946-01-01", "GRC"),
        ("Simferopol", 34.1, 44.95, "2010-01-01", "UKR"),
        ("Simferopol", 34.1, 44.95, "2020-01-01", "XCR"),
        ("Kyrenia", 33.3, 35.3, "1980-01-01", "XNC"),
        ("Pristina", 21.17, 42.67, "1998-01-01", "YUG"),
        ("Pristina", 21.17, 42.67, "2001-01-01", "XKX"),
        ("Suez", 32.45, 29.97, "1972-03-16", "EGY"),
        ("Kota Kinabalu", 116.12, 5.95, "1960-01-01", "XSB"),
        ("Kuching", 110.35, 1.50, "1960-01-01", "XSW"),
        ("Gander", -54.61, 48.95, "1946-01-01", "XNF"),
        ("Lhasa", 91.12, 29.65, "1948-01-01", "XTB"),
        ("Jayawijaya", 138.95, -4.10, "1955-01-01", "XNG"),
        ("Bamenda", 10.15, 5.96, "1960-06-01", "XBC"),
        ("Hebron", 35.10, 31.53, "1960-01-01", "JOR"),
        ("Almaty", 76.90, 43.25, "1972-03-16", "SUN"),
        ("Almaty", 76.90, 43.25, "1992-08-18", "KAZ"),
        ("Windhoek", 17.08, -22.56, "1988-01-27", "NAM"),
        ("Cayenne", -52.50, 4.70, "1972-03-16", "GUF"),
    ],
)
def test_towns_lie_in_the_state_of_their_time(
    town: str, lon: float, lat: float, day: str, code: str
) -> None:
    world = borders.on(day)
    found = world.loc[world.contains(shapely.Point(lon, lat)), "code"].tolist()
    assert found == [code], town


def test_1972_knows_no_kazakhstan_and_two_germanies() -> None:
    codes = set(borders.on("1972-03-16")["code"])
    assert {"SUN", "DDR", "DEU", "YUG", "CSK", "YMD", "YEM", "VDR"} <= codes
    assert not codes & {"KAZ", "RUS", "UKR", "SVN", "CZE", "ERI", "SSD", "XKX"}
    namibia = borders.state_on("NAM", "1972-03-16")
    assert namibia is not None
    assert (namibia.status, namibia.administrator) == ("dependent", ("ZAF",))


# The study ----------------------------------------------------------------------------------


def test_every_counterpart_joins_to_one_state_in_every_era(study: pm.Study) -> None:
    counterparts = study.counterparts
    codes = counterparts.loc[counterparts["kind"] == "state", "id"]
    references = [day.date() for day in study.eras["reference_date"]]
    drawn = borders.topology(references)["objects"]["states"]["geometries"]
    in_map = Counter(
        (shape["properties"]["code"], era) for shape in drawn for era in shape["properties"]["eras"]
    )
    for era, day in enumerate(references):
        in_frame = Counter(borders.on(day)["code"])
        for code in codes:
            known = [state for state in borders.states() if state.code == code]
            assert known, f"{code} is not in the ledger"
            expected = int(any(state.stands_on(day) for state in known))
            assert (in_frame[code], in_map[code, era]) == (expected, expected), (code, day)


# The web map --------------------------------------------------------------------------------


@lru_cache(maxsize=1)
def drawn() -> borders.Topology:
    return borders.topology(ERAS, parties=["PER"])


@lru_cache(maxsize=1)
def positions() -> list[Any]:
    scale, shift = (np.array(drawn()["transform"][key]) for key in ("scale", "translate"))
    return [np.cumsum(arc, axis=0) * scale + shift for arc in drawn()["arcs"]]


def ring(arcs: list[int]) -> Any:
    parts = [positions()[arc] if arc >= 0 else positions()[~arc][::-1] for arc in arcs]
    for one, other in itertools.pairwise(parts):
        assert np.allclose(one[-1], other[0])
    return np.vstack(parts)


def polygons(shape: borders.Shape) -> list[list[list[int]]]:
    return shape["arcs"] if shape["type"] == "MultiPolygon" else [shape["arcs"]]


def used(shape: borders.Shape) -> set[int]:
    rings = itertools.chain.from_iterable(polygons(shape))
    return {arc if arc >= 0 else ~arc for arcs in rings for arc in arcs}


def test_all_eras_fit_in_190_kilobytes() -> None:
    assert len(json.dumps(drawn(), separators=(",", ":"))) <= 190_000


def test_the_topology_is_closed_and_has_no_arc_too_many() -> None:
    shapes = drawn()["objects"]["states"]["geometries"]
    for shape in shapes:
        for arcs in itertools.chain.from_iterable(polygons(shape)):
            outline = ring(arcs)
            assert np.allclose(outline[0], outline[-1]), shape["properties"]["id"]
            assert len(outline) >= 4, shape["properties"]["id"]
    assert set().union(*map(used, shapes)) == set(range(len(positions())))


def test_a_state_is_in_the_file_once() -> None:
    properties = [shape["properties"] for shape in drawn()["objects"]["states"]["geometries"]]
    assert max(Counter(entry["id"] for entry in properties).values()) == 1
    assert next(p for p in properties if p["code"] == "PER")["eras"] == [0, 1, 2, 3, 4, 5]
    assert next(p for p in properties if p["code"] == "SUN")["eras"] == [0, 1, 2, 3, 4]
    assert next(p for p in properties if p["code"] == "KAZ")["eras"] == [5]
    for entry in properties:
        assert entry["eras"] == sorted(entry["eras"])
        assert entry["eras"], entry["id"]


def test_nothing_smears_across_the_antimeridian() -> None:
    longest = max(np.abs(np.diff(arc, axis=0)).max() for arc in positions())
    assert longest < 40


@pytest.mark.parametrize("era", range(len(ERAS)))
def test_in_the_drawing_too_states_touch_and_do_not_overlap(era: int) -> None:
    shapes = [
        shapely.union_all(
            [
                shapely.make_valid(shapely.Polygon(ring(rings[0]), [ring(r) for r in rings[1:]]))
                for rings in polygons(shape)
            ]
        )
        for shape in drawn()["objects"]["states"]["geometries"]
        if era in shape["properties"]["eras"] and shape["arcs"]
    ]
    total = sum(shape.area for shape in shapes)
    whole = shapely.union_all(shapes)
    assert whole.area == pytest.approx(total, rel=1e-4)
    # 100 km squared to the unit: what is drawn is the land, give or take islands and lakes.
    assert total * 1e4 == pytest.approx(area(standing(date.fromisoformat(ERAS[era]))), rel=5e-3)


def test_every_state_can_be_seen_as_an_area_or_a_dot() -> None:
    for shape in drawn()["objects"]["states"]["geometries"]:
        if "dot" in shape["properties"]:
            assert len(shape["properties"]["dot"]) == 2
            continue
        largest = max(shapely.Polygon(ring(rings[0])).area for rings in polygons(shape))
        assert largest >= 1, shape["properties"]["id"]


def test_perus_frontier_with_ecuador_is_marked_until_1998() -> None:
    (line,) = drawn()["objects"]["lines"]["geometries"]
    assert line["properties"]["eras"] == [0, 1, 2, 3, 4, 5]
    by_code = {s["properties"]["code"]: s for s in drawn()["objects"]["states"]["geometries"]}
    arcs = {arc if arc >= 0 else ~arc for arc in line["arcs"]}
    assert arcs <= used(by_code["PER"]) & used(by_code["ECU"])
    assert "lines" in borders.topology(["1998-10-25"], parties=["PER"])["objects"]
    assert "lines" not in borders.topology(["1998-10-26"], parties=["PER"])["objects"]


def test_a_map_marks_the_disputed_lines_of_its_parties_alone() -> None:
    days = ["1950-06-01", "1970-01-01", "2020-01-01"]

    def lines(*parties: str) -> dict[str, list[int]]:
        collection = borders.topology(days, parties=parties)["objects"].get("lines")
        shapes = collection["geometries"] if collection else []
        return {s["properties"]["name"]["en"]: s["properties"]["eras"] for s in shapes}

    assert lines("YUG") == {}
    assert lines("KOR") == {"38th parallel": [0], "Armistice line in Korea": [1, 2]}
    assert lines("VNM") == {"17th parallel": [1]}
    assert set(lines("IND")) == {"China–India frontier", "Line of control in Kashmir"}
    assert len(borders.topology(days)["objects"]["lines"]["geometries"]) > 12


def test_each_disputed_line_has_parties_dates_and_a_source() -> None:
    with (geo_dir() / "lines.csv").open(encoding="utf-8", newline="") as file:
        lines = list(csv.DictReader(file))
    codes = {state.code for state in borders.states()}
    for line in lines:
        assert set(line["parties"].split()) <= codes, line["id"]
        assert line["start"] or line["id"].endswith("-1945"), line["id"]


def test_successors_and_dependencies_say_where_they_belong() -> None:
    notes = {
        shape["properties"]["id"]: shape["properties"]["note"] or {}
        for shape in drawn()["objects"]["states"]["geometries"]
    }
    assert notes["KAZ-1991"] == {
        "en": "see Soviet Union until 1991",
        "es": "véase Unión Soviética hasta 1991",
    }
    assert notes["AGO-1945"]["en"] == "dependent territory of Portugal"
    assert notes["FLK-1945"]["es"].startswith("territorio dependiente del Reino Unido")
    assert notes["ESH-1976-04"]["en"].startswith("disputed; held by Morocco")
    assert not notes["PER-1945"]


def test_the_web_map_waits_for_no_geographic_library() -> None:
    code = (
        "import sys; from perufr_map import borders; borders.topology(['1980-07-28']);"
        "sys.exit(bool({'geopandas', 'shapely', 'pandas'} & set(sys.modules)))"
    )
    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 0


# What changed -------------------------------------------------------------------------------


def test_a_note_says_what_changed_since_the_era_before() -> None:
    assert borders.changes("1991-06-01", "1992-08-18") == {
        "en": "The Soviet Union dissolved into 15 states; 4 states separated from Yugoslavia",
        "es": "La Unión Soviética se disolvió en 15 Estados; 4 Estados se separaron de Yugoslavia",
    }
    unions = borders.changes("1988-01-27", "1991-06-01")
    assert unions is not None
    assert "West Germany and East Germany united as Germany" in unions["en"]
    assert "Namibia se independizó" in unions["es"]
    assert borders.changes("1992-06-01", "1992-08-18") is None


def test_between_lists_each_day_of_change_in_order() -> None:
    found = borders.between("1990-01-01", "1990-12-31")
    assert [str(change.day) for change in found] == ["1990-03-21", "1990-05-22", "1990-10-03"]
    germany = found[-1]
    assert set(germany.ended) == {"DEU-1957", "DDR-1954"}
    assert germany.begun == ("DEU-1990",)


def test_between_passes_over_no_day_of_change() -> None:
    told = [change.day for change in borders.between(borders.HORIZON, TODAY)]
    assert told == CHANGE_DAYS


# Errors and files ---------------------------------------------------------------------------


@pytest.mark.parametrize("day", ["1900-01-01", "1980-13-01", "yesterday"])
def test_a_day_the_ledger_does_not_know_is_named(day: str) -> None:
    with pytest.raises(borders.BordersError) as caught:
        borders.on(day)
    (problem,) = caught.value.problems
    assert day in problem.message
    assert problem.remedy


def test_a_code_nobody_had_is_named() -> None:
    with pytest.raises(borders.BordersError, match="no state has the code KAZ on 1980-07-28"):
        borders.convert("KAZ", source="iso", target="gw", day="1980-07-28")


def test_the_package_describes_its_files_byte_for_byte() -> None:
    package = json.loads((geo_dir() / "datapackage.json").read_text("utf-8"))
    for resource in package["resources"]:
        assert resource["licenses"], resource["name"]
        assert resource["sources"], resource["name"]
        content = (geo_dir() / resource["path"]).read_bytes()
        assert resource["hash"] == "sha256:" + hashlib.sha256(content).hexdigest()


def test_building_twice_gives_the_same_bytes(tmp_path: Path) -> None:
    copy = Path(shutil.copytree(geo_dir(), tmp_path / "geo"))
    written = []
    for _ in range(2):
        subprocess.run([sys.executable, copy / "build.py"], check=True, capture_output=True)
        written.append([(copy / f"states.{end}").read_bytes() for end in ("parquet", "topojson")])
    assert written[0] == written[1]


def test_a_source_that_was_touched_is_refused(tmp_path: Path) -> None:
    copy = Path(shutil.copytree(geo_dir(), tmp_path / "geo"))
    with (copy / "source" / "divisions.geojson").open("a") as file:
        file.write(" ")
    done = subprocess.run(
        [sys.executable, copy / "build.py"], check=False, capture_output=True, text=True
    )
    assert done.returncode
    assert "divisions.geojson" in done.stderr


def test_every_split_is_used_and_explained() -> None:
    with (geo_dir() / "splits.csv").open(encoding="utf-8", newline="") as file:
        splits = list(csv.DictReader(file))
    compositions = "+".join(state.composition for state in borders.states())
    readme = (geo_dir() / "README.md").read_text("utf-8")
    for split in splits:
        part = f"{split['unit']}/{split['part']}"
        assert part in compositions
        assert f"`{part}`" in readme
