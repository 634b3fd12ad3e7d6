// What the map is given: made by web/payload_types.py of the types in shown/wire.py, which
// docs/payload.md explains. What has a question mark may be missing, above all in a file.

/** Records by columns: one for each field, columns again where it holds records. */
export type Columns<Row> = { [Name in keyof Row]?: Column<Row[Name]> | Columns<Row[Name]> };

/** A list with null where a record lacks the field, or a shorter text that says the same. */
export type Column<Value> =
  (Value | null)[] | { values: Value[]; rows: string } | { steps: string };

/** All that the map is given. */
export interface Payload {
  format: string;
  /** Code of the state that the study is about. */
  focus: string;
  /** Latest names of what the study is about, by code, where the borders may not have them. */
  names?: Record<string, Text>;
  /** The first is the default. */
  languages: string[];
  /**
   * The interface's languages, where they are not the study's: one of these has no catalogue. The
   * reader's comes first in its place, then English.
   */
  spoken?: string[];
  title?: Text | null;
  /** Sources, coders and licence in one line; `{borders}` stands for the name of the borders. */
  colophon: Text;
  /** What a group's event counts for a member. */
  group_share: number;
  /** Where the method departs from the study's own. */
  method: Record<string, string>;
  /**
   * How what events add becomes a score; see `perufr_map.scoring.scores.scores`. Left out of a
   * file: "saturating".
   */
  aggregation?: string;
  /** The constant of the saturating sum. Left out of a file: 10. */
  constant?: number;
  /** Whether some of the study's statements do not count. */
  leaves_out: boolean;
  /**
   * The categories that can be shown alone, each with the probability that the sign of a score
   * holds, for each era by code; that of a state known through one group alone is the group's.
   */
  alone: Record<string, Record<string, number>[]>;
  /**
   * The interface's words, by language and key; in one without a catalogue the study's alone. In a
   * file they are by columns: `codes` has their keys, the others a language each.
   */
  messages: Record<string, Record<string, string>> | Columns<Record<string, string>>;
  scale: ScaleData;
  /** In order; known by their place elsewhere in the payload. */
  eras: EraData[];
  /** Known by their place elsewhere in the payload. In a file by columns. */
  events: EventData[] | Columns<EventData>;
  /** By code. In a file by columns, each value once: `codes` has its keys, blanks between. */
  types: Record<string, TypeData> | Columns<TypeData & { codes: string }>;
  /** By code. In a file by columns, each value once: `codes` has its keys, blanks between. */
  counterparts: Record<string, CounterpartData> | Columns<CounterpartData & { codes: string }>;
  /** The members of each group that has any, by its code. */
  groups: Record<string, MemberData[] | Columns<MemberData>>;
  /**
   * The parts of the world that a reader can choose, by name: `study`, a continent, `world`. The
   * map opens on the first, which is the same in every era.
   */
  frames: Record<string, BoundsData>;
  sources: Record<string, SourceData>;
  /**
   * How to cite a view, by the name of a style: U+E001 stands for its headline, U+E002 for its
   * name, U+E003 for how it was scored. Only where a page is to be cited without Python.
   */
  cites?: Record<string, Text>;
  /** The study's story, in order; none where it tells none. In a file by columns. */
  steps: StepData[] | Columns<StepData>;
  /** Titles of the sources' sections. */
  sections: Record<string, Text>;
  /** Days that the study marks on the line of time; none where it marks none. */
  marks: MarkData[];
  /**
   * How many statements speak of each quarter of a year, in hundredths of one, each spread evenly
   * over its days; from the quarter in which the first era begins to the end of the last.
   */
  density: number[];
  topology: TopologyData;
  /** All texts but the topology's, by language, null where one has none; only in a file. */
  texts?: Record<string, (string | null)[]>;
}

/** A text by language; in a file its place in `texts`. */
export type Text = Record<string, string> | number;

/** The part of `shown/scale.json` for the map. */
export interface ScaleData {
  domain: number[];
  thresholds: number[];
  ramps: Record<Theme, RampData>;
  tints: Record<Theme, TintsData>;
  surfaces: Record<Theme, Record<string, string>>;
  page: Record<Theme, Record<string, string>>;
  hatches: Record<Theme, HatchData>;
}

/** An era: half-open, its days in ISO 8601. */
export interface EraData {
  id: string;
  name?: Text | null;
  /** The name where there is little room; null where the study has no shorter one. */
  short?: Text | null;
  /** The name in the middle of a sentence; null where it is the short name. */
  said?: Text | null;
  /** What the map of the era shows, by the study's own method. */
  headline?: Text | null;
  leader: string;
  summary?: Text | null;
  /** Its first day. */
  start: string;
  /** The first day after it. */
  end: string;
  /** The day whose borders are drawn. */
  reference_date: string;
  /** Code of the state that the era is about, where it is not the study's last one. */
  focus?: string;
  /** Its name in the middle of a sentence, where that has an article. */
  about?: Text;
  /** Where that lies before the borders begin: whether the era is drawn on the first, or not. */
  borders?: "earliest" | "none";
  /** What changed on the map since the era before, or is to be known of borders not its own. */
  changes?: Text | null;
  /**
   * By code; who is absent has no data. In a file by columns, each value once: `codes` has its
   * keys, blanks between.
   */
  scores: Record<string, ScoreData> | Columns<ScoreData & { codes: string }>;
  /**
   * By group with a score: codes of the states that it is drawn on. They are its members on the
   * reference date that no event of the era names, each in its smallest group alone.
   */
  regions: Record<string, string[]>;
}

/** A dated and cited act or condition. */
export interface EventData {
  /** Not in a file. */
  id?: string;
  counterpart: string;
  type: string;
  /** The date as the source gives it. */
  date?: Text | null;
  /** The first day it can mean. Not in a file. */
  start?: string;
  /** The last day it can mean. Not in a file. */
  end?: string;
  /** What its type weighs; zero where that does not count. */
  weight: number;
  direction: string;
  headline?: Text | null;
  narrative?: Text | null;
  /** Left out of a file: the only source. */
  source?: string;
  section: string;
  /** Its place in the source: `¶ 2`, `pp. 123-125`. */
  locator: string;
  /** Further places that bear it out, if there are any. */
  further?: CitationData[];
  /** Left out of a file: "high". */
  confidence?: string;
  /** Why confidence is not high. */
  note?: Text | null;
}

/** An event type of the codebook. */
export interface TypeData {
  label?: Text | null;
  category: string;
  definition?: Text | null;
  /** The act in two or three words, whoever does it: “aid suspended”. */
  verb?: Text | null;
  /** The name of its sign on the map, where its acts have one. */
  mark?: string | null;
  /** What one such statement scores by itself, where the legend marks it. */
  reference?: number;
}

/** Whoever the focus has relations with. */
export interface CounterpartData {
  /**
   * The study's, or `place` of what `places.csv` draws and is neither state nor group. Left out of
   * a file: "state".
   */
  kind?: string;
  name?: Text | null;
  /** The name where there is little room; null where the study has no shorter one. */
  short?: Text | null;
  /** The name in the middle of a sentence, with its article; null where it is the name. */
  said?: Text | null;
  /** Where its name stands on the map, if the study says so. */
  label?: Point;
  note?: Text | null;
}

/** A state's membership in a group. */
export interface MemberData {
  state: string;
  /** The first day; null where it is open. */
  start?: string | null;
  /** The first day after it; null where it is open. */
  end?: string | null;
  /** Why it counts in these years. */
  reason?: Text | null;
}

/** West, south, east, north, in units of 100 km. */
export type BoundsData = [number, number, number, number];

/** A source of events. */
export interface SourceData {
  title: string;
  author: string;
  publisher: string;
  /** As a reader cites it: `1949`, `c. 1950`, `n.d.`. */
  year: string;
  locator: string;
  licence: string;
  /** Its title where there is little room, if the study has a shorter one. */
  short?: string;
  /** Its address on the web, if it has one. */
  url?: string;
}

/** A step of the study's story; the last one leaves the map to the reader. */
export interface StepData {
  id: string;
  era: string;
  /** The earlier era that it compares with. */
  before?: string | null;
  /** Codes of the counterparts that it speaks of, the foremost first. */
  selected: string[];
  /** Places of the events that bear it out. */
  events: number[];
  /** The day of each on the line of time; null where the text does not date it. */
  days: (string | null)[];
  /** The part of the world that it shows; null for the study's own. */
  frame?: string | null;
  title: Text;
  text: Text;
}

/** A day that the study marks on the line of time. */
export interface MarkData {
  day: string;
  name: Text;
}

/** Quantised TopoJSON in Equal Earth (EPSG:8857). */
export interface TopologyData {
  type: "Topology";
  transform: TransformData;
  objects: ObjectsData;
  arcs: Arcs;
  /** Its texts by language, null where one has none; only in a file. */
  texts?: Record<string, (string | null)[]>;
}

export type Theme = "light" | "dark";

/** The colours of a scale's classes; `shown/scale.json` names their origin beside them. */
export interface RampData {
  colours: string[];
  /** Of the classes; the rim of what two or more statements name is mixed of them and ink. */
  rims?: string[];
}

/** How a group is drawn: from much conflict over a little, neither, and a little to much. */
export interface TintsData {
  fills: string[];
  rims: string[];
}

/** How much of the page's colour a hatch has, on classes and on groups' tints, 0 to 1. */
export interface HatchData {
  classes: number;
  groups: number;
}

/** A counterpart's score in an era; `docs/methodology.md` says how it is made. */
export interface ScoreData {
  /** From -10 (conflict) to +10 (cooperation). */
  score: number;
  /** The lowest score, with all events or without any one; null where there is only one. */
  low?: number | null;
  /** The highest such score. */
  high?: number | null;
  /** Sum of what the events add. Not in a file. */
  net?: number;
  /** Sum of what adds to the score. Left out of a file: 0. */
  cooperation?: number;
  /** Sum of what takes away from it. Left out of a file: 0. */
  conflict?: number;
  /**
   * Whether an event names the counterpart, or a group alone carries the score. Left out of a file:
   * "named".
   */
  basis?: "named" | "group";
  /** How probable it is that the score's sign holds, from 0 to 1; settled from 0.8 on. */
  sign_probability: number;
  /** How many statements on it two coders see differently; left out where it is none. */
  coders_differ?: number;
  /** The events behind the score, the counterpart's own before inherited ones. */
  events: Share[];
}

/** A further place in a source that bears out an event. */
export interface CitationData {
  /** Left out of a file: the only source. */
  source?: string;
  section: string;
  locator: string;
}

/** x to the east and y to the north, in units of 100 km. */
export type Point = [number, number];

/** How whole numbers become coordinates: times `scale`, plus `translate`. */
export interface TransformData {
  scale: Point;
  translate: Point;
}

/** What a topology draws. */
export interface ObjectsData {
  states: StatesData;
  lines?: LinesData;
}

/**
 * Each arc as steps from point to point, the first one from zero. In a file they are one text: the
 * numbers of each arc, as `shown/digits.py` writes them, from where the arc before it ended, and a
 * blank between arcs.
 */
export type Arcs = number[][][] | string;

/**
 * Index of an event; the group it is inherited through; what it adds to the score. A file leaves
 * out the last two where the event is the counterpart's own and adds its weight.
 */
export type Share = [number, (string | null)?, number?];

/** The states of all eras. */
export interface StatesData {
  type: "GeometryCollection";
  /** In a file by columns. */
  geometries: (PolygonData | MultiPolygonData)[] | Columns<PolygonData | MultiPolygonData>;
}

/** The frontiers to be marked. */
export interface LinesData {
  type: "GeometryCollection";
  geometries: (LineStringData | MultiLineStringData)[];
}

/** A state in one piece: the outer ring, then its holes. */
export interface PolygonData {
  /** Not in a file. */
  type?: "Polygon";
  properties: StateData;
  arcs: Polygon;
}

/** A state in several pieces, or in none that is drawn. */
export interface MultiPolygonData {
  /** Not in a file. */
  type?: "MultiPolygon";
  properties: StateData;
  arcs: Polygons;
}

/** A frontier in one piece. */
export interface LineStringData {
  type: "LineString";
  properties: LineData;
  arcs: Ring;
}

/** A frontier in several pieces. */
export interface MultiLineStringData {
  type: "MultiLineString";
  properties: LineData;
  arcs: Ring[];
}

/** What is said of a state's outline: of a period of unchanged territory. */
export interface StateData {
  /** Code and first year: `SUN-1945`. Not in a file. */
  id?: string;
  /** Joins counterparts and scores. */
  code: string;
  /** The name of that time. */
  name: Text;
  /** Left out of a file: "independent". */
  status?: "independent" | "dependent" | "disputed";
  /** “dependent territory of Portugal”, “see Soviet Union until 1991”. */
  note?: Text | null;
  /** Places of the eras that draw it. Left out of a file: all eras. */
  eras?: number[];
  /** Where a state stands that is too small to be seen. */
  dot?: Point;
}

/** The outer ring, then its holes; in a file the numbers of each, a blank between rings. */
export type Polygon = Ring[] | string;

/** Several; in a file a `!` stands between two. */
export type Polygons = Ring[][] | string;

/** What is said of a frontier that is marked. */
export interface LineData {
  name: Text;
  note?: Text | null;
  /** Places of the eras that mark it. Left out of a file: all eras. */
  eras?: number[];
}

/**
 * Arcs end to end, by their number; `~number` is an arc in reverse. In a file 0 is the next arc
 * that no shape had before, and n is the arc n - 1.
 */
export type Ring = number[];
