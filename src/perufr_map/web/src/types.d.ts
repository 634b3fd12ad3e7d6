/** What the parts of the map hand each other. */
import type { Box } from "./ground.js";
import type { createModel } from "./model.js";
import type { mount } from "./mount.js";
import type { ScoreData } from "./payload.d.ts";
import type { Area } from "./topology.js";
import type { createWords } from "./words.js";

export type Model = ReturnType<typeof createModel>;
export type View = ReturnType<typeof mount>;
export type Words = ReturnType<typeof createWords>;

/** A whole page; a map in a page with a title, summary and sources; a map in a small frame. */
export type Chrome = "full" | "slim" | "embed";

/** What a reader chooses. */
export interface Choices {
  /** Name of the view, one of `layout.js`; null for the map. */
  view: string | null;
  /** Id of the era shown. */
  era: string;
  /** Id of the era it is compared with. */
  before: string | null;
  /** Code of the counterpart whose card is open. */
  selected: string | null;
  language: string;
  /** "1" where a group's members are filled like states that statements name. */
  members: string | null;
  /** Name of the part of the world that the map shows; null for the study's own. */
  frame: string | null;
  /** "1" while the map is presented on the whole screen. */
  present: string | null;
  /** The only category of statements that counts; null for all. */
  category: string | null;
}

/** Choices that somebody asks for; those that do not exist are passed over. */
export type Change = { [Name in keyof Choices]?: Choices[Name] | null };

/** What a drawing of the map depends on. */
export interface At {
  eraIndex: number;
  /** Index of the era it is compared with. */
  beforeIndex: number | null;
  /** Whether a group's members are filled like states that statements name. */
  filled: boolean;
}

/** What is shown: the choices, and what follows from them. */
export interface State extends Choices, At {
  words: Words;
}

/** What the map shows of one counterpart: its score, or what became of an earlier one. */
export type Reading =
  | Read<"score", number, ScoreData, null>
  | Read<"changed" | "unchanged", number, ScoreData, ScoreData>
  | Read<"new", null, ScoreData, null>
  | Read<"gone", null, null, ScoreData>;

interface Read<Became, Value, Now, Before> {
  became: Became;
  /** The score, or the difference of both. */
  value: Value;
  /** The score in the era shown. */
  now: Now;
  /** The score in the era compared with. */
  before: Before;
  /** Whether a score in it rests on one statement. */
  single: boolean;
  /** Whether the sign of the score in the era shown is not settled. */
  unsettled: boolean;
}

/** What changed since a part was last updated; at first, all that it shows. */
export type Changed = { [Name in keyof Choices | "first" | "scores"]?: true };

/** A piece of the page. */
export interface Part {
  node?: HTMLElement;
  update(state: State, changed: Changed): void;
  destroy?(): void;
}

/** What the parts may do. */
export interface Actions {
  setEra(index: number): void;
  setBefore(before: string | null): void;
  setLanguage(language: string): void;
  /** Open the card of a counterpart; `from` is where the focus goes back to. */
  pick(code: string, from: HTMLElement): void;
  setMembers(filled: boolean): void;
  setFrame(frame: string | null): void;
  setView(view: string | null): void;
  /** Choose several things at once; says whether anything is new. */
  choose(change: Change): boolean;
  close(): void;
  /** Show the map closer: whoever is chosen, else the focus, until the reader has moved it. */
  zoomIn(): void;
  /** Pictures of an era's map as the map is seen now, and of its shelf. */
  copyMap(at: At): Element[];
  /** Show scores alone on the map, though two eras are compared. */
  showPlain(plain: boolean): void;
  /** Do something whenever the map has moved; returns what stops it. */
  whenMoved(task: () => void): () => void;
  /** Light a counterpart on the map and wherever it is listed; null lights none. */
  point(code: string | null): void;
  /** Put the choices into the page's address, and return it; null where it keeps none. */
  address: (() => string) | null;
  /** Show how to cite what is shown, where the page's owner does that. */
  cite: (() => void) | null;
}

/** What the map calls when a reader points at a territory, or leaves it, and picks one. */
export interface Listeners {
  onHover(code: string | null, area: Area | null, event: MouseEvent | null): void;
  onPick(code: string): void;
  /** What stands on the map besides its labels, in its pixels. */
  obstacles(): Box[];
}

/** Where a reader looks. */
export interface Look {
  center: L.LatLng;
  zoom: number;
}

export interface Options {
  /** Default: the map. */
  view?: string | null;
  /** Id of the era to show first; default: the first. */
  era?: string | null;
  /** Id of the era to compare with: the map shows what changed since; default: none. */
  compare?: { before: string | null };
  /** Code of the counterpart whose card is open. */
  selected?: string | null;
  /** Default: the study's first. */
  language?: string | null;
  /** The reader's languages, the dearest first; default: the browser's. */
  readers?: readonly string[];
  /** Fill a group's members like states that statements name; default: draw them as a region. */
  members?: string | boolean | null;
  /** Default: the study's own. */
  frame?: string | null;
  /** "1" presents the map on the whole screen; default: it does not. */
  present?: string | null;
  /** Default: "full". */
  chrome?: Chrome;
  /** Default: as the reader's system has it. */
  theme?: "light" | "dark";
  /** Called to show how to cite what is shown; default: the map does it where it has an address. */
  cite?: () => void;
  /** Keep the choices in the page's address. */
  permalink?: boolean;
  /** Where to look, as `view.look()` of an earlier map gave it. */
  look?: Look | null;
  /** Called after each of the reader's acts, which was about `change`. */
  onChange?(choices: Choices, change: Change): void;
}

/** What an element is made of; what is null is left out. */
export type Child = Piece | Piece[];
type Piece = Node | string | null | undefined;

/** "text" is the text content; "onclick" and the like are listeners. */
export type Attributes = {
  [Name in AttributeName | `aria-${string}` | `data-${string}`]?: Value;
} & { [Name in keyof HTMLElementEventMap as `on${Name}`]?: (event: Typed<Name>) => void };

type AttributeName =
  | (
      | "autocomplete"
      | "class"
      | "colspan"
      | "disabled"
      | "for"
      | "hidden"
      | "href"
      | "id"
      | "label"
      | "placeholder"
      | "lang"
      | "max"
      | "min"
      | "open"
      | "readonly"
      | "rel"
    )
  | ("role" | "scope" | "spellcheck" | "step" | "style" | "tabindex" | "text" | "title")
  | ("target" | "type" | "value");
type Value = string | number | boolean | null | undefined;
type Typed<Name extends keyof HTMLElementEventMap> = HTMLElementEventMap[Name];
