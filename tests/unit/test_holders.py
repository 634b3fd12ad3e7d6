"""Who held each land, by which right, and how it passed, is told for every day since 1945."""

from __future__ import annotations

import csv
import re
from datetime import date, timedelta
from pathlib import Path

import geopandas as gpd
import pytest
from shapely import Point

from perufr_map import borders
from perufr_map.borders._ledger import KINDS, State
from perufr_map.borders._pieces import area_of, land, pieces
from perufr_map.resources import geo_dir

CHANGE_DAYS = sorted({state.start for state in borders.states() if state.start})
LIST = Path(__file__).parents[1] / "territorial_changes.csv"
COW_NUMBERS = {state.code: str(state.cow_code) for state in borders.states() if state.cow_code}
# Of less than this (km²), a sentence may be silent.
LEAST = 1_000


def read(path: Path) -> list[dict[str, str]]:
    with path.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def holders(day: date) -> dict[str, State]:
    """Return who has each piece on a day."""
    standing = [state for state in borders.states() if state.stands_on(day)]
    return {piece: state for state in standing for piece in land(state.composition)}


def holder(state: State) -> object:
    return state.code if state.status == "independent" else (state.kind, state.administrator)


def names_of(piece: str, one: State, other: State, codes: tuple[set[str], set[str]]) -> set[str]:
    """Return the names by which a piece that changed hands may be told of.

    A state that lost or got some of its land is no name for what it lost or got.
    """
    before, after = codes
    names = {pieces()[piece].name["en"]}
    if one.code not in after or one.code == other.code:
        names.add(one.name["en"])
    if other.code not in before or one.code == other.code:
        names.add(other.name["en"])
    return names - {""}


def test_on_each_day_of_change_all_land_that_changed_hands_is_named() -> None:
    told = {
        change.day: change.text["en"]
        for change in borders.between(borders.HORIZON, date(2026, 1, 1))
    }
    changed = 0
    for day in CHANGE_DAYS:
        before, after = holders(day - timedelta(days=1)), holders(day)
        codes = {s.code for s in before.values()}, {s.code for s in after.values()}
        for piece, one in before.items():
            other = after[piece]
            if holder(one) == holder(other) or area_of([piece]) < LEAST:
                continue
            changed += 1
            text = told[day].casefold()
            if one.administrator == other.administrator and re.search(r"\d+ more", text):
                continue  # the holder stayed; such a list is counted
            names = {name.casefold() for name in names_of(piece, one, other, codes)}
            assert any(name in text for name in names), (day, piece, told[day])
    assert changed > 150


@pytest.mark.parametrize(
    ("day", "english", "spanish"),
    [
        (
            "1948-05-14",
            (
                "Israel became independent; Transjordan occupied the West Bank; "
                "Egypt occupied the Gaza Strip"
            ),
            (
                "Israel se independizó; Transjordania ocupó Cisjordania; "
                "Egipto ocupó la Franja de Gaza"
            ),
        ),
        (
            "1967-06-11",
            "Israel occupied Sinai, the West Bank, the Golan Heights and the Gaza Strip",
            "Israel ocupó el Sinaí, Cisjordania, los Altos del Golán y la Franja de Gaza",
        ),
        (
            "1947-09-15",
            (
                "The Slovene Littoral and Istria were ceded to Yugoslavia; "
                "the Dodecanese was ceded to Greece"
            ),
            (
                "El Litoral esloveno e Istria pasaron por cesión a Yugoslavia; "
                "el Dodecaneso pasó por cesión a Grecia"
            ),
        ),
        (
            "1980-01-25",
            "Western Sinai was returned to Egypt",
            "El Sinaí occidental volvió a Egipto",
        ),
        ("1961-12-19", "India annexed Goa", "India anexó Goa"),
        (
            "1958-02-22",
            "Egypt and Syria united as the United Arab Republic",
            "Egipto y Siria se unieron como la República Árabe Unida",
        ),
        (
            "1961-09-28",
            "Syria separated from the United Arab Republic",
            "Siria se separó de la República Árabe Unida",
        ),
        (
            "1976-02-26",
            "Morocco and Mauritania occupied Spanish Sahara",
            "Marruecos y Mauritania ocuparon el Sahara Español",
        ),
        (
            "1976-04-14",
            "Western Sahara passed to Morocco; Tiris al-Gharbiyya passed to Mauritania",
            "El Sahara Occidental pasó a Marruecos; Tiris al-Garbía pasó a Mauritania",
        ),
        (
            "1979-08-14",
            "Morocco occupied Tiris al-Gharbiyya",
            "Marruecos ocupó Tiris al-Garbía",
        ),
        (
            "1957-07-26",
            "The French Settlements in Oceania were renamed French Polynesia",
            ("Los Establecimientos Franceses de Oceanía pasaron a llamarse Polinesia Francesa"),
        ),
        (
            "1946-10-27",
            "Chad, French Sudan, Niger, Mauritania and 14 more ceased to be colonies of France",
            "Chad, Sudán Francés, Níger, Mauritania y 14 más dejaron de ser colonias de Francia",
        ),
        ("1947-12-15", "The Saar passed to France", "El Sarre pasó a Francia"),
        (
            "1946-07-01",
            "Sarawak became a colony of the United Kingdom",
            "Sarawak se convirtió en colonia del Reino Unido",
        ),
        (
            "1966-10-27",
            "The mandate of South Africa over South West Africa was ended",
            "Terminó el mandato de Sudáfrica sobre África del Sudoeste",
        ),
        (
            "1955-05-05",
            "The occupation of West Germany ended",
            "Terminó la ocupación de Alemania Occidental",
        ),
        ("1949-03-31", "Newfoundland united with Canada", "Terranova se unió a Canadá"),
        (
            "1999-06-10",
            "Kosovo came under United Nations administration",
            "Kosovo quedó bajo administración de la ONU",
        ),
        ("1952-04-28", "The occupation of Japan ended", "Terminó la ocupación de Japón"),
        (
            "1946-03-19",
            "French Guiana, Réunion, Guadeloupe and Martinique became departments of France",
            (
                "La Guayana Francesa, Reunión, Guadalupe y Martinica "
                "se convirtieron en departamentos de Francia"
            ),
        ),
        (
            "1953-06-05",
            "Greenland ceased to be a colony of Denmark",
            "Groenlandia dejó de ser colonia de Dinamarca",
        ),
        (
            "1979-10-01",
            "The Panama Canal Zone was returned to Panama",
            "La Zona del Canal de Panamá volvió a Panamá",
        ),
    ],
)
def test_the_word_fits_how_the_land_passed(day: str, english: str, spanish: str) -> None:
    (change,) = borders.between(date.fromisoformat(day) - timedelta(days=1), day)
    assert change.text == {"en": english, "es": spanish}


def test_each_act_is_of_a_day_and_a_land_of_the_ledger() -> None:
    codes = {state.code for state in borders.states()}
    for act in read(geo_dir() / "acts.csv"):
        assert date.fromisoformat(act["day"]) in CHANGE_DAYS, act
        assert act["land"] in codes | set(pieces()), act
        assert act["source"], act


# Right ---------------------------------------------------------------------------------------


def test_what_is_disputed_is_held_against_a_resolution_of_the_united_nations() -> None:
    """The rule of geo/README.md, for every row."""
    disputed = [state for state in borders.states() if state.status == "disputed"]
    assert {state.code for state in disputed} == {
        *("ESH", "PSE", "TLS", "XCR", "XGL", "XNC", "XSI", "XTG"),
    }
    for state in disputed:
        assert state.kind == "occupied", state.id
        assert state.administrator, state.id
        assert state.start, state.id  # held since a day of the ledger, not from its beginning
        assert state.basis.startswith("UN "), state.id
        assert "resolution" in state.basis, state.id


def test_kind_and_certainty_are_told_of_every_row() -> None:
    for state in borders.states():
        assert state.kind in KINDS, state.id
        assert (state.kind in {"state", "occupied"}) or state.status == "dependent", state.id
        assert "ISO 3166" not in state.source, state.id


@pytest.mark.parametrize("name", ["states", "acts", "lines", "left_out"])
def test_what_is_general_reference_says_so_and_is_of_low_certainty(name: str) -> None:
    for row in read(geo_dir() / f"{name}.csv"):
        cited = f"{row.get('basis', '')}; {row['source']}"
        assert row["certainty"] in {"high", "medium", "low"}, row
        assert (row["certainty"] == "low") == ("general reference" in cited), row
        assert row["source"], row
        assert ".csv" not in cited, row  # a table of this project is no source of itself
        assert "geo/" not in cited, row


@pytest.mark.parametrize("name", ["states", "left_out"])
def test_each_month_cited_from_the_list_of_changes_stands_in_it(name: str) -> None:
    of_list = [entry for entry in read(LIST) if entry["of"] == "Tir et al. 1998"]
    months = {f"{entry['year']}-{int(entry['month']):02}" for entry in of_list}
    cited = [row for row in read(geo_dir() / f"{name}.csv") if "Tir et al." in str(row)]
    assert len(cited) > 30
    for row in cited:
        for months_of_row in re.findall(r"Tir et al\. 1998 \(([^)]*)\)", str(row)):
            assert set(re.findall(r"\d{4}-\d\d", months_of_row)) <= months, row


def test_a_dependency_of_which_the_list_of_changes_is_cited_was_its_holders_to_lose() -> None:
    entries = [entry for entry in read(LIST) if entry["of"] == "Tir et al. 1998"]
    for state in borders.states():
        for months in re.findall(r"Tir et al\. 1998 \(([^)]*)\)", state.basis):
            losers = {
                entry["loser"]
                for entry in entries
                if f"{entry['year']}-{int(entry['month']):02}" in months
            }
            numbers = {COW_NUMBERS[code] for code in state.administrator}
            assert numbers & losers, (state.id, months, losers)


@pytest.mark.parametrize(
    ("code", "day", "owners"),
    [
        ("MAR", "1950-01-01", ("FRA", "ESP")),
        ("BTN", "1948-01-01", ()),
        ("XNG", "1962-10-01", ()),
        ("HMD", "1947-01-01", ("GBR",)),
        ("HMD", "1950-01-01", ("AUS",)),
        ("PSE", "1950-01-01", ("EGY",)),
        ("XSI", "1970-01-01", ("ISR",)),
    ],
)
def test_a_dependency_has_the_administrator_of_the_day(
    code: str, day: str, owners: tuple[str, ...]
) -> None:
    state = borders.state_on(code, day)
    assert state is not None
    assert state.administrator == owners


@pytest.mark.parametrize(
    ("code", "day"),
    [
        ("IOT", "1965-11-07"),
        ("SGS", "1985-10-02"),
        ("ATF", "1955-08-05"),
        ("AIA", "1980-12-18"),
        ("CXR", "1957-12-31"),
    ],
)
def test_a_unit_stands_from_the_day_of_its_making(code: str, day: str) -> None:
    assert borders.state_on(code, day) is None
    assert borders.state_on(code, date.fromisoformat(day) + timedelta(days=1))


@pytest.mark.parametrize(
    ("code", "day", "name"),
    [
        ("YEM", "1960-01-01", "Yemen"),
        ("YEM", "1970-01-01", "North Yemen"),
        ("OMN", "1970-01-01", "Muscat and Oman"),
        ("COD", "1968-01-01", "Congo (Kinshasa)"),
        ("EGY", "1970-01-01", "United Arab Republic"),
        ("EGY", "1972-01-01", "Egypt"),
        ("COG", "1950-01-01", "Middle Congo"),
        ("CZE", "2000-01-01", "Czech Republic"),
        ("JOR", "1949-05-31", "Transjordan"),
        ("CAF", "1959-01-01", "Central African Republic"),
        ("COG", "1959-01-01", "Republic of the Congo"),
        ("GNQ", "1964-01-01", "Equatorial Guinea"),
        ("ANT", "1946-01-01", "Territory of Curaçao"),
        ("ZWE", "1979-07-28", "Zimbabwe Rhodesia"),
        ("ZWE", "1980-01-01", "Rhodesia"),
        ("PYF", "1957-07-25", "French Settlements in Oceania"),
    ],
)
def test_a_state_has_the_name_of_the_day(code: str, day: str, name: str) -> None:
    state = borders.state_on(code, day)
    assert state is not None
    assert state.name["en"] == name


@pytest.mark.parametrize(
    ("code", "day", "kind", "sovereign", "administrator"),
    [
        ("PCZ", "1979-09-30", "leased", ("PAN",), ("USA",)),
        ("GUF", "1946-03-18", "colony", ("FRA",), ("FRA",)),
        ("GUF", "1946-03-19", "department", ("FRA",), ("FRA",)),
        ("MYT", "2011-03-30", "territory", ("FRA",), ("FRA",)),
        ("GRL", "1953-06-04", "colony", ("DNK",), ("DNK",)),
        ("HKG", "1997-06-30", "colony", ("GBR",), ("GBR",)),
        ("XSW", "1946-06-30", "protectorate", ("XSW",), ("GBR",)),
        ("XSW", "1946-07-01", "colony", ("GBR",), ("GBR",)),
        ("WLF", "1961-07-28", "protectorate", (), ("FRA",)),
        ("WLF", "1961-07-29", "territory", ("FRA",), ("FRA",)),
        ("SPM", "1976-07-19", "department", ("FRA",), ("FRA",)),
        ("SPM", "1985-06-11", "territory", ("FRA",), ("FRA",)),
        ("NAM", "1966-10-27", "occupied", (), ("ZAF",)),
        ("XSB", "1946-07-14", "protectorate", ("XSB",), ("GBR",)),
        ("XSB", "1946-07-15", "colony", ("GBR",), ("GBR",)),
        ("ESH", "1976-04-13", "occupied", (), ("MAR", "MRT")),
        ("ESH", "1979-08-13", "occupied", (), ("MAR",)),
        ("XTG", "1979-08-13", "occupied", (), ("MRT",)),
        ("ESH", "1979-08-14", "occupied", (), ("MAR",)),
    ],
)
def test_a_territory_has_the_kind_of_the_day(
    code: str, day: str, kind: str, sovereign: tuple[str, ...], administrator: tuple[str, ...]
) -> None:
    state = borders.state_on(code, day)
    assert state is not None
    assert (state.kind, state.sovereign, state.administrator) == (kind, sovereign, administrator)


# Parts of Indochina: a colony, and protectorates that became associated states.
INDOCHINA = {"VNM", "KHM", "LAO"}
CROWN_DEPENDENCIES = {"GGY", "IMN", "JEY"}


def test_a_family_of_territories_has_one_kind_on_a_day() -> None:
    """Of one holder with title, but for what a law or treaty sets apart: geo/README.md."""
    seen: dict[str, int] = {}
    for day in (borders.HORIZON, *CHANGE_DAYS):
        families: dict[str, dict[str, set[str]]] = {}
        for state in borders.states():
            alone = state.code in INDOCHINA | CROWN_DEPENDENCIES or state.kind == "condominium"
            own = state.status != "dependent" or state.sovereign != state.administrator
            if state.sovereign and not own and not alone and state.stands_on(day):
                kinds = families.setdefault(state.sovereign[0], {})
                kinds.setdefault(state.kind, set()).add(state.code)
        assert set(families["GBR"]) == {"colony"}, (day, families["GBR"])
        french = {"territory", "department"} if day >= date(1946, 10, 27) else {"colony"}
        apart = {"DZA", "GLP", "GUF", "MTQ", "REU"} if day < date(1946, 10, 27) else set()
        assert {k for k, codes in families["FRA"].items() if codes - apart} <= french, day
        dutch = {code: k for k, codes in families["NLD"].items() for code in codes}
        if "SUR" in dutch:
            assert dutch["SUR"] == dutch["ANT"], day
        for name, kinds in families.items():
            seen[name] = max(seen.get(name, 0), *map(len, kinds.values()))
    assert seen["GBR"] > 30
    assert seen["FRA"] > 15


def test_a_state_on_the_list_under_the_victors_is_occupied_until_they_end_it() -> None:
    for code, last in (
        ("DEU", "1955-05-04"),
        ("DDR", "1954-03-24"),
        ("JPN", "1952-04-27"),
        ("AUT", "1955-07-26"),
    ):
        for days, kind in ((0, "occupied"), (1, "state")):
            day = date.fromisoformat(last) + timedelta(days=days)
            state = borders.state_on(code, day)
            assert state is not None
            assert state.kind == kind, (code, day)


def test_every_kind_of_territory_occurs() -> None:
    assert {state.kind for state in borders.states()} == set(KINDS)


@pytest.mark.parametrize(
    ("place", "before", "since"),
    [
        ((126.55, 37.96), "KOR", "PRK"),  # Kaesong
        ((128.55, 38.19), "PRK", "KOR"),  # Sokcho
        ((126.98, 37.57), "KOR", "KOR"),  # Seoul
    ],
)
def test_korea_is_divided_by_the_38th_parallel_until_the_armistice(
    place: tuple[float, float], before: str, since: str
) -> None:
    for day, code in (("1953-07-27", before), ("1953-07-28", since)):
        world = borders.on(day)
        assert list(world.loc[world.contains(Point(place)), "code"]) == [code]


@pytest.mark.parametrize(
    ("place", "code"),
    [
        ((-15.4, 23.2), "XTG"),
        ((-13.2, 27.15), "ESH"),
        ((-14.5, 23.4), "XTG"),
        ((-14, 23.6), "ESH"),
    ],
)
def test_western_sahara_is_divided_by_the_line_of_1976(
    place: tuple[float, float], code: str
) -> None:
    for day, holds in (("1976-04-13", "ESH"), ("1976-04-14", code), ("1979-08-14", "ESH")):
        world = borders.on(day)
        assert list(world.loc[world.contains(Point(place)), "code"]) == [holds]


def test_a_parallel_is_drawn_where_it_is() -> None:
    lines = gpd.read_parquet(geo_dir() / "lines.parquet").set_index("id").geometry
    for name, degrees in (("KOR-PRK-1945", 38), ("VDR-VNM-1954", 17)):
        _, south, _, north = lines[name].bounds
        assert (south, north) == pytest.approx((degrees, degrees), abs=1e-6)


def test_a_state_that_only_gained_land_does_not_point_to_who_lost_it() -> None:
    shapes = borders.topology(["1950-01-01"])["objects"]["states"]["geometries"]
    (note,) = (s["properties"]["note"] for s in shapes if s["properties"]["code"] == "YUG")
    assert note is None


# Complete ------------------------------------------------------------------------------------


def test_each_change_of_territory_is_drawn_or_left_out_with_its_reason() -> None:
    left_out = {row["id"]: row for row in read(geo_dir() / "left_out.csv")}
    entries = read(LIST)
    assert len(entries) > 230
    for entry in entries:
        answer = entry["answer"]
        if answer == "start":  # as the ledger begins
            assert int(entry["year"]) <= 1949 or entry["gainer"] == "1", entry
        elif answer[0].isdigit():
            day = date.fromisoformat(answer)
            assert day in CHANGE_DAYS, entry
            assert abs(day.year - int(entry["year"])) <= 6 or entry["entity"] == "552", entry
            begun = [state for state in borders.states() if state.start == day]
            numbers = {str(state.cow_code) for state in begun}
            for code in (owner for state in begun for owner in state.administrator):
                owner = borders.state_on(code, day)
                numbers.add(str(owner and owner.cow_code))
            codes = {state.code for state in begun}
            known = {entry["gainer"], entry["entity"], *entry["entity"].split()}
            dated_otherwise = entry["gainer"] in {"1", "348"}
            assert known & (numbers | codes) or dated_otherwise, (entry, numbers)
        else:
            assert left_out[answer]["reason"], entry


def test_what_is_left_out_has_a_reason_a_source_and_a_certainty() -> None:
    for row in read(geo_dir() / "left_out.csv"):
        assert row["reason"], row
        assert row["certainty"] in {"medium", "low"}, row


def test_an_id_that_is_gone_or_was_split_says_where_its_land_is_now() -> None:
    standing = {state.id for state in borders.states()}
    rows = read(geo_dir() / "redirects.csv")
    for row in rows:
        assert set(row["new"].split()) <= standing, row
        later = [other for other in rows if other["since"] > row["since"]]
        for other in later:  # what was split again is named whole
            if other["old"] in row["new"].split():
                assert set(other["new"].split()) <= set(row["new"].split()), (row, other)
        assert row["new"] != row["old"], row
