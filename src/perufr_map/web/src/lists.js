/** Counterparts as lists: chips for those without territory, and a table of an era's scores. */
import { el, uid, write } from "./dom.js";
import { toneOf } from "./scale.js";

/** @import { ScoreData } from "./payload.d.ts" */
/** @import { Actions, Model, Part, Reading, State, Words } from "./types.d.ts" */

const KINDS = ["organisation", "group", "non-state", "state"];

/**
 * The strip of counterparts that no polygon stands for.
 * @param {Model} model
 * @param {Pick<Actions, "pick">} actions
 */
export function createStrip(model, { pick }) {
  const { scale } = model.payload;
  const codes = [...model.counterparts.keys()].filter((code) => !model.onMap(code));
  let open = false;
  /** @type {Words} */
  let words;

  const chips = codes.map((code) => {
    const name = el("span");
    const value = el("b");
    const button = el(
      "button",
      { type: "button", class: "pfr-actor", onclick: () => pick(code, button) },
      name,
      value,
    );
    return {
      code,
      button,
      name,
      value,
      item: el("li", {}, button),
      scored: false,
      selected: false,
    };
  });
  const sections = KINDS.map((kind) => {
    const members = chips.filter(({ code }) => model.kindOf(code) === kind);
    const heading = el("h4");
    const list = el(
      "ul",
      {},
      members.map(({ item }) => item),
    );
    return {
      kind,
      members,
      heading,
      list,
      node: el("div", { class: "pfr-kind" }, heading, list),
    };
  }).filter(({ members }) => members.length);
  const title = el("h3", { class: "pfr-strip-title", id: uid("strip") });
  const more = el("button", {
    type: "button",
    class: "pfr-link pfr-more",
    onclick: toggle,
  });
  const node = el(
    "section",
    { class: "pfr-strip", hidden: !codes.length, "aria-labelledby": title.id },
    title,
    sections.map((section) => section.node),
    more,
  );

  function toggle() {
    open = !open;
    show();
  }

  function show() {
    let silent = 0;
    for (const { members, node: section } of sections) {
      let visible = 0;
      for (const chip of members) {
        silent += chip.scored ? 0 : 1;
        const hidden = !chip.scored && !open && !chip.selected;
        write(chip.item, { hidden });
        visible += hidden ? 0 : 1;
      }
      write(section, { hidden: !visible });
    }
    write(more, {
      text: open ? words.t("strip.less") : words.t("strip.more", { n: silent }),
      hidden: !silent,
      "aria-expanded": open ? "true" : "false",
    });
  }

  return /** @satisfies {Part} */ ({
    node,
    update(state, changed) {
      ({ words } = state);
      if (changed.language) {
        title.textContent = words.t("strip.label");
        sections.forEach(({ kind, heading }) => (heading.textContent = words.t(`kinds.${kind}`)));
      }
      for (const chip of chips) {
        const reading = model.readingOf(chip.code, state);
        chip.scored = Boolean(reading);
        chip.selected = chip.code === state.selected;
        write(chip.name, { text: words.text(model.nameOf(chip.code, state.eraIndex)) });
        write(chip.value, {
          text: reading ? words.reading(reading) : "–",
          class: reading ? `pfr-on-${toneOf(reading, scale)}` : "pfr-none",
        });
        write(chip.button, { "aria-pressed": chip.selected ? "true" : "false" });
      }
      show();
    },
  });
}

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
 * The same map in words: every counterpart with something to show, sortable.
 * @param {Model} model
 * @param {Pick<Actions, "pick">} actions
 */
export function createTable(model, { pick }) {
  const { payload } = model;
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
  /** @param {Reading} reading */
  const chip = (reading) =>
    el("span", {
      class: `pfr-chip pfr-on-${toneOf(reading, payload.scale)}`,
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
    score: ({ reading }) => chip(reading),
    range: ({ reading }) => range(reading.now),
    events: ({ reading: { now, before } }) =>
      state.before === null ? String(count(now)) : `${count(before)} → ${count(now)}`,
    before: ({ reading }) => signed(reading.before),
    now: ({ reading }) => signed(reading.now),
    change: ({ reading }) => chip(reading),
  };

  /** @param {Row} entry */
  function row(entry) {
    const button = el("button", {
      type: "button",
      class: "pfr-link",
      "data-code": entry.code,
      text: entry.name,
      onclick: () => pick(entry.code, button),
    });
    return el(
      "tr",
      { class: entry.code === state.selected ? "pfr-current" : null },
      el("th", { scope: "row" }, button),
      columns.slice(1).map((key) => el("td", {}, cells[key](entry))),
    );
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
    const entries = model.codes.flatMap((code) => {
      const reading = model.readingOf(code, state);
      const name = words.text(model.nameOf(code, eraIndex)) || code;
      return reading ? { code, name, reading } : [];
    });
    rows.replaceChildren(...entries.sort(compare).map(row));
  }

  return /** @satisfies {Part & Record<string, unknown>} */ ({
    node,
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
