// What the views of a counterpart and of all statements are given: made by web/payload_types.py of
// the types in shown/told.py.

/** All that both views are given; the same in every era. */
export interface Told {
  /** The interface's. */
  language: string;
  /** Of the study's texts. */
  studied: string;
  /** Code of the state that the study is about. */
  focus: string;
  focus_name: string;
  /** Whether some of the study's statements do not count. */
  leaves_out: boolean;
  /** The limits of the classes of scores, ends included. */
  edges: number[];
  /** The colours of each theme, as variables of a style sheet. */
  looks: Record<Theme, string>;
  messages: Record<string, string>;
  /** The only category that counts; null where all do. */
  category?: string | null;
  eras: ToldEra[];
  marks: ToldMark[];
  /** In the order of their names. */
  counterparts: ToldCounterpart[];
  /** Code of whom most is said by name, by the weights; null where nothing counts. */
  foremost?: string | null;
  /** In order of time. */
  statements: ToldStatement[];
  /** What a group's statement counts for a member. */
  share: number;
  colophon: string;
}

export type Theme = "light" | "dark";

/** An era; its days are counted from the start of 1970. */
export interface ToldEra {
  id: string;
  name: string;
  short: string;
  dates: string;
  start: number;
  /** The first day after it. */
  end: number;
}

/** A day that the study marks, counted from the start of 1970. */
export interface ToldMark {
  day: number;
  said: string;
}

/** Whoever the focus has relations with. */
export interface ToldCounterpart {
  id: string;
  name: string;
  short: string;
  kind: string;
  /** How the relation went, in one sentence. */
  course: string;
  /** In order of the eras; those without a score are left out. */
  scores: ToldScore[];
}

/** A statement; its days are counted from the start of 1970. */
export interface ToldStatement {
  /** Its place in the list. */
  counterpart: number;
  /** The first day that it can mean. */
  start: number;
  /** The first day after those that it can mean. */
  end: number;
  weight: number;
  /** The date as the source gives it. */
  date: string;
  headline: string;
  narrative: string;
  /** Its place in the source. */
  place: string;
  /** Its places one by one, each with the source's address; none where no source has one. */
  links: [string, string][];
  type: string;
  /** The act in two or three words; its type where the study has none. */
  verb: string;
  category: string;
  /** How sure the coding is, unless that is high, and why. */
  doubt: string;
}

/** A counterpart's score in an era, and what it is made of. */
export interface ToldScore {
  era: number;
  score: number;
  /** The lowest score without any one statement; the score itself where there is only one. */
  low: number;
  high: number;
  net: number;
  cooperation: number;
  conflict: number;
  /** How many statements name the counterpart; the others come through groups. */
  named: number;
  settled: boolean;
  /** What the score withstands: its range and the probability of its sign. */
  said: string;
  /** How the score comes of its net, with numbers. */
  formula: string;
  /** Cooperation first, the strongest first, then conflict; what comes through groups last. */
  parts: Part[];
}

/** Index of a statement; what it adds to the score; the group that it comes through, if any. */
export type Part = [number, number, string];
