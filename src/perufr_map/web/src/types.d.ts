/** What the parts of the map hand each other. */
import type { createModel } from "./model.js";
import type { createWords } from "./words.js";

export type Model = ReturnType<typeof createModel>;
export type Words = ReturnType<typeof createWords>;

/** A whole page; a map in a page with a title, summary and sources; a map in a small frame. */
export type Chrome = "full" | "slim" | "embed";

/** What a reader chooses. */
export interface Choices {
  /** Id of the era shown. */
  era: string;
  /** Id of the era it is compared with. */
  before: string | null;
  /** Code of the counterpart whose card is open. */
  selected: string | null;
  language: string;
}

/** Choices that somebody asks for; those that do not exist are passed over. */
export type Change = { [Name in keyof Choices]?: Choices[Name] | null };

/** What is shown: the choices, and what follows from them. */
export interface State extends Choices {
  eraIndex: number;
  beforeIndex: number | null;
  words: Words;
}

/** What changed since a part was last updated; at first, all that it shows. */
export type Changed = { [Name in keyof Choices | "first" | "scores"]?: boolean };

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
  close(): void;
  home(): void;
  /** Put the choices into the page's address, and return it; null where it keeps none. */
  address: (() => string) | null;
}
