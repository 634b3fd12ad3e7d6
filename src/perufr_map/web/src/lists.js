/** Counterparts as lists: chips for those without territory, and a table of an era's scores. */
import { el, uid } from "./dom.js";
import { toneOf } from "./scale.js";

const KINDS = ["organisation", "group", "non-state", "state"];

/**
 * The strip of counterparts that no polygon stands for.
 * @param {Object} model
 * @param {{pick: Function}} actions pick(code, opener)
 */
export function createStrip(model, { pick }) {
  const { scale } = model.payload;
  const codes = [...model.counterparts.keys()].filter((code) => !model.onMap(code));
  let open = false;
  let words = null;

  const chips = codes.map((code) => {
    const name = el("span");
    const value = el("b");
    const button = el(
      "button",
      { type: "button", class: "pfr-actor", onclick: () => pick(code, button) },
      name,
      value,
    );
    return { code, button, name, value, item: el("li", {}, button) };
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
        chip.item.hidden = !chip.scored && !open && !chip.selected;
        visible += chip.item.hidden ? 0 : 1;
      }
      section.hidden = !visible;
    }
    more.hidden = !silent;
    more.setAttribute("aria-expanded", open);
    more.textContent = open ? words.t("strip.less") : words.t("strip.more", { n: silent });
  }

  return {
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
        chip.name.textContent = words.text(model.nameOf(chip.code, state.eraIndex));
        chip.value.textContent = reading ? words.reading(reading) : "–";
        chip.value.className = reading ? `pfr-on-${toneOf(reading, scale)}` : "pfr-none";
        chip.button.setAttribute("aria-pressed", chip.selected);
      }
      show();
    },
  };
}

const last = (value) => value ?? Infinity; // what is missing sorts to the end
const name = { key: "name", value: (row) => row.name };
const count = (score) => score?.events.length ?? 0;

/** Columns of the table, and what they sort by. */
const SCORES = [
  name,
  { key: "score", value: ({ reading }) => reading.value },
  {
    key: "range",
    value: ({ reading: { now } }) => last(now.events.length > 1 ? now.high - now.low : null),
  },
  { key: "events", value: ({ reading }) => reading.now.events.length },
];
const CHANGES = [
  name,
  { key: "before", value: ({ reading }) => last(reading.before?.score) },
  { key: "now", value: ({ reading }) => last(reading.now?.score) },
  { key: "change", value: ({ reading }) => last(reading.value) },
  { key: "events", value: ({ reading }) => count(reading.now) + count(reading.before) },
];

/**
 * The same map in words: every counterpart with something to show, sortable.
 * @param {Object} model
 * @param {{pick: Function}} actions
 */
export function createTable(model, { pick }) {
  const { payload } = model;
  let state = null;
  let columns = SCORES;
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

  function sortBy(key) {
    sorted = { key, descending: sorted.key === key && !sorted.descending };
    render();
    head.querySelector(`[data-key="${key}"]`).focus();
  }

  function compare(a, b) {
    const { value } = columns.find(({ key }) => key === sorted.key);
    const [x, y] = [value(a), value(b)];
    const order =
      typeof x === "string" ? x.localeCompare(y, state.words.language) : x === y ? 0 : x - y;
    return (
      (sorted.descending ? -order : order) || a.name.localeCompare(b.name, state.words.language)
    );
  }

  function header({ key }) {
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

  const signed = (score) => (score ? state.words.signed(score.score) : "–");
  const chip = (reading) =>
    el("span", {
      class: `pfr-chip pfr-on-${toneOf(reading, payload.scale)}`,
      text: state.words.reading(reading),
    });

  /** What stands in a column, after the name. */
  const cells = {
    score: ({ reading }) => chip(reading),
    range: ({ reading: { now } }) =>
      now.events.length > 1
        ? `${state.words.signed(now.low)} … ${state.words.signed(now.high)}`
        : "–",
    events: ({ reading: { now, before } }) =>
      state.before === null ? String(count(now)) : `${count(before)} → ${count(now)}`,
    before: ({ reading }) => signed(reading.before),
    now: ({ reading }) => signed(reading.now),
    change: ({ reading }) => chip(reading),
  };

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
      columns.slice(1).map(({ key }) => el("td", {}, cells[key](entry))),
    );
  }

  function render() {
    const { words, eraIndex, beforeIndex } = state;
    const era = payload.eras[eraIndex];
    columns = beforeIndex === null ? SCORES : CHANGES;
    if (!columns.some(({ key }) => key === sorted.key)) {
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
    const entries = model.codes
      .map((code) => ({
        code,
        reading: model.readingOf(code, state),
        name: words.text(model.nameOf(code, eraIndex)) || code,
      }))
      .filter(({ reading }) => reading);
    rows.replaceChildren(...entries.sort(compare).map(row));
  }

  return {
    node,
    /** The button of a counterpart, as it stands in the table now. */
    find: (code) =>
      [...rows.querySelectorAll("button")].find((button) => button.dataset.code === code),
    update(next, changed) {
      state = next;
      if (changed.language) summary.textContent = state.words.t("table.title");
      if (node.open) render();
    },
  };
}
