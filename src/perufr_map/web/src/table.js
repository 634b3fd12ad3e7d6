/** The same map in words: a table of what it shows, with a group's members inside of its row. */
import { el } from "./dom.js";

/** @import { ScoreData } from "./payload.d.ts" */
/** @import { Actions, Model, Part, Reading, State } from "./types.d.ts" */

/**
 * @typedef {{code: string, name: string, reading: Reading}} Row
 * @typedef {"name"|"score"|"range"|"events"|"before"|"now"|"change"} Key
 */

/** @type {Key[]} */
const SCORES = ["name", "score", "range", "events"];
/** @type {Key[]} */
const CHANGES = ["name", "before", "now", "change", "events"];

/** @param {ScoreData|null} score */
const count = (score) => score?.events.length ?? 0;

/**
 * The range of a score that rests on more than one event.
 * @param {ScoreData|null} score
 */
function rangeOf(score) {
  const { low = null, high = null } = score ?? {};
  return count(score) > 1 && low !== null && high !== null ? { low, high } : null;
}

/** @param {{low: number, high: number}|null} range */
const width = (range) => range && range.high - range.low;

/**
 * What each column sorts by; what is missing comes last.
 * @type {Record<Key, (row: Row) => string|number>}
 */
const SORTS = {
  name: ({ name }) => name,
  score: ({ reading }) => reading.value ?? Infinity,
  range: ({ reading }) => width(rangeOf(reading.now)) ?? Infinity,
  events: ({ reading }) => count(reading.now) + count(reading.before),
  before: ({ reading }) => reading.before?.score ?? Infinity,
  now: ({ reading }) => reading.now?.score ?? Infinity,
  change: ({ reading }) => reading.value ?? Infinity,
};

/**
 * Every counterpart with something to show, sortable; those that a group alone carries stand under
 * the group.
 * @param {Model} model
 * @param {Pick<Actions, "pick">} actions
 */
export function createTable(model, { pick }) {
  const { payload } = model;
  /** @type {Set<string>} */
  const open = new Set(); // groups whose members are shown
  /** @type {Map<string, string[]>} */
  let members = new Map(); // by the group under which they stand
  /** @type {State} */
  let state;
  let columns = SCORES;
  /** @type {{key: Key, descending: boolean}} */
  let sorted = { key: "score", descending: false };

  const head = el("tr");
  const caption = el("caption");
  const rows = el("tbody");
  const summary = el("summary");
  const node = el(
    "details",
    { class: "pfr-list", ontoggle: () => node.open && render() },
    summary,
    el("div", { class: "pfr-scroll" }, el("table", {}, caption, el("thead", {}, head), rows)),
  );

  /** @param {Key} key */
  function sortBy(key) {
    sorted = { key, descending: sorted.key === key && !sorted.descending };
    render();
    const button = head.querySelector(`[data-key="${key}"]`);
    /** @type {HTMLElement|null} */ (button)?.focus();
  }

  /**
   * @param {Row} a
   * @param {Row} b
   */
  function compareNames(a, b) {
    return a.name.localeCompare(b.name, state.words.language);
  }

  /**
   * @param {Row} a
   * @param {Row} b
   */
  function compare(a, b) {
    const x = SORTS[sorted.key](a);
    const y = SORTS[sorted.key](b);
    const apart = typeof x === "number" && typeof y === "number";
    const order = apart ? Number(x > y) - Number(x < y) : compareNames(a, b);
    return (sorted.descending ? -order : order) || compareNames(a, b);
  }

  /** @param {Key} key */
  function header(key) {
    const active = key === sorted.key;
    return el(
      "th",
      {
        scope: "col",
        "aria-sort": active ? (sorted.descending ? "descending" : "ascending") : "none",
      },
      el("button", {
        type: "button",
        "data-key": key,
        "data-tip": key === "range" ? state.words.t("help.range") : null,
        text: state.words.t(`table.${key}`),
        onclick: () => sortBy(key),
      }),
    );
  }

  /** @param {ScoreData|null} score */
  const signed = (score) => (score ? state.words.signed(score.score) : "–");
  /** @param {Row} row */
  const chip = ({ code, reading }) =>
    el("span", {
      class: `pfr-chip ${model.classesOf(code, reading, state)}`,
      text: state.words.reading(reading),
    });

  /** @param {ScoreData|null} score */
  function range(score) {
    const found = rangeOf(score);
    return found ? `${state.words.signed(found.low)} … ${state.words.signed(found.high)}` : "–";
  }

  /**
   * What stands in each column.
   * @type {Record<Key, (row: Row) => string|HTMLElement>}
   */
  const cells = {
    name: ({ name }) => name,
    score: chip,
    range: ({ reading }) => range(reading.now),
    events: ({ reading: { now, before } }) =>
      state.before === null ? String(count(now)) : `${count(before)} → ${count(now)}`,
    before: ({ reading }) => signed(reading.before),
    now: ({ reading }) => signed(reading.now),
    change: chip,
  };

  /** @param {string} code */
  const nameOf = (code) => state.words.text(model.nameOf(code, state.eraIndex)) || code;

  /** @param {string} code */
  function link(code) {
    const button = el("button", {
      type: "button",
      class: "pfr-link",
      "data-code": code,
      text: nameOf(code),
      onclick: () => pick(code, button),
    });
    return button;
  }

  /**
   * A counterpart's row; below that of a group stand its members, if the reader wants them.
   * @param {Row} entry
   */
  function row(entry) {
    const { code } = entry;
    const inside = members.get(code) ?? [];
    const { words } = state;
    const list = el(
      "tr",
      { class: "pfr-inside", hidden: !open.has(code) },
      el(
        "td",
        { colspan: columns.length },
        el("p", { class: "pfr-small", text: words.none("table.unnamed") }),
        el(
          "ul",
          {},
          inside.map((member) => el("li", {}, link(member))),
        ),
      ),
    );
    const toggle = el("button", {
      type: "button",
      class: "pfr-states-of",
      "aria-expanded": String(open.has(code)),
      text: words.count("states", inside.length),
      onclick: () => {
        if (!open.delete(code)) open.add(code);
        list.hidden = !open.has(code);
        toggle.setAttribute("aria-expanded", String(open.has(code)));
      },
    });
    const own = el(
      "tr",
      { class: code === state.selected ? "pfr-current" : null },
      el("th", { scope: "row" }, link(code), inside.length ? [" ", toggle] : []),
      columns.slice(1).map((key) => el("td", {}, cells[key](entry))),
    );
    return inside.length ? [own, list] : [own];
  }

  /** Find out who stands under which group. */
  function gather() {
    /** @param {string} a @param {string} b */
    const byName = (a, b) => nameOf(a).localeCompare(nameOf(b), state.words.language);
    members = new Map();
    for (const code of [...model.codes].sort(byName)) {
      const group = model.listedUnder(code, state);
      if (group !== null) members.set(group, [...(members.get(group) ?? []), code]);
    }
  }

  function render() {
    const { words, eraIndex, beforeIndex } = state;
    const era = payload.eras[eraIndex];
    columns = beforeIndex === null ? SCORES : CHANGES;
    if (!columns.includes(sorted.key)) {
      sorted = { key: beforeIndex === null ? "score" : "change", descending: false };
    }
    const said = words.t("table.caption", {
      era: words.text(era.name),
      dates: words.span(era.start, era.end),
    });
    caption.textContent =
      beforeIndex === null
        ? said
        : words.t("compare.announce", {
            said,
            before: words.text(payload.eras[beforeIndex].name),
          });
    head.replaceChildren(...columns.map(header));
    gather();
    const inGroups = new Set([...members.values()].flat());
    const entries = model.codes.flatMap((code) => {
      const reading = inGroups.has(code) ? null : model.readingOf(code, state);
      return reading ? { code, name: nameOf(code), reading } : [];
    });
    rows.replaceChildren(...entries.sort(compare).flatMap(row));
  }

  return /** @satisfies {Part & Record<string, unknown>} */ ({
    node,
    show() {
      node.open = true;
      node.scrollIntoView({ block: "nearest" });
      summary.focus();
    },
    /**
     * The button of a counterpart, as it stands in the table now.
     * @param {string|undefined} code
     */
    find: (code) =>
      [...rows.querySelectorAll("button")].find((button) => button.dataset.code === code),
    update(next, changed) {
      state = next;
      if (changed.language) summary.textContent = state.words.t("table.title");
      if (node.open) render();
    },
  });
}
