/** The view of all eras at once: a table of counterpart and era, each column as wide as its era. */
import { createAxis } from "./axis.js";
import { el, focusIn, svg } from "./dom.js";
import { headlineOf } from "./intro.js";
import { nameIn } from "./rows.js";
import { overviewOf } from "./turns.js";

/** @import { Row } from "./turns.js" */
/** @import { Actions, At, Changed, Child, Model, State } from "./types.d.ts" */

const DAY = 864e5; // ms
const TICK = 18; // px: a row for the name of each day that is marked
/** @type {Record<string, [number, number]>} columns and rows that a key moves the focus by */
const STEPS = { ArrowLeft: [-1, 0], ArrowRight: [1, 0], ArrowUp: [0, -1], ArrowDown: [0, 1] };

/**
 * A triangle on the edge between two eras, upwards where the sign is now cooperation.
 * @param {boolean} up
 * @param {boolean} firm whether both sides are
 */
const triangle = (up, firm) =>
  svg(
    "svg",
    { class: "pfr-turn", viewBox: "0 0 14 13", "aria-hidden": "true", "data-firm": String(firm) },
    svg("path", { d: up ? "M7 1.5 13 12H1z" : "M1 1h12L7 11.5z" }),
  );

/**
 * What a mark means, beside the mark.
 * @param {...Element} marks
 */
function keyOf(...marks) {
  const text = el("span");
  return { text, node: el("li", {}, el("span", { "aria-hidden": "true" }, marks), text) };
}

/**
 * @param {string} tone
 * @param {string} [style]
 */
const swatch = (tone, style = "") => el("i", { class: `pfr-on-${tone} ${style}` });

/**
 * @param {Model} model
 * @param {Pick<Actions, "setEra"|"setBefore"|"pick"|"choose">} actions
 */
export function createOverview(model, { setEra, setBefore, pick, choose }) {
  const { eras, marks, scale } = model.payload;
  const axis = createAxis(eras);
  const tones = [...scale.thresholds, null].map((_, i) => `c${i}`);
  const last = tones.length - 1;
  const days = eras.map(({ start, end }) => (Date.parse(end) - Date.parse(start)) / DAY);
  const title = el("h2", { class: "pfr-overview-title" });
  const dek = el("p", { class: "pfr-dek" });
  const ends = [el("b"), el("b")];
  const keys = {
    group: keyOf(swatch("gc0"), swatch("gc4")),
    unsettled: keyOf(swatch("c1", "pfr-hatched"), swatch(`c${last - 1}`, "pfr-hatched")),
    turn: keyOf(triangle(true, true), triangle(false, true)),
    loose_turn: keyOf(triangle(true, false)),
  };
  const classes = el(
    "span",
    { class: "pfr-ramp", "aria-hidden": "true" },
    tones.map((tone) => swatch(tone)),
  );
  const caption = el("caption", { class: "pfr-hidden" });
  const columns = days.map((length) => `minmax(60px,${length}fr)`).join(" ");
  const table = el("table", {
    role: "table",
    style: `--eras:${columns};--ticks:${marks.length * TICK}px`,
    onkeydown: (event) => walk(event),
  });
  const hint = el("p", { class: "pfr-small" });
  const told = el("ol", { class: "pfr-eras-told" });
  const panel = el("div", { class: "pfr-panel" }, hint, told);
  const node = el(
    "section",
    { class: "pfr-overview" },
    el(
      "div",
      {},
      title,
      dek,
      el(
        "ul",
        { class: "pfr-keys" },
        el("li", {}, ends[0], classes, ends[1]),
        Object.values(keys).map((key) => key.node),
      ),
      el("div", { class: "pfr-sideways" }, table),
    ),
    panel,
  );
  /** @type {(HTMLButtonElement|null)[][]} the rows' cells, era by era */
  let cells = [];
  /** @type {Map<string, (HTMLButtonElement|null)[]>} the same by code */
  const cellsOf = new Map();
  /** @type {State} */
  let state;

  /** The cell that Tab leads to. @param {HTMLButtonElement|null|undefined} cell */
  function lead(cell) {
    if (!cell) return;
    for (const each of table.querySelectorAll("button")) each.tabIndex = each === cell ? 0 : -1;
  }

  /** @param {KeyboardEvent} event */
  function walk(event) {
    const at = focusIn(table);
    const row = cells.findIndex((each) => each.some((cell) => cell === at));
    const step = STEPS[event.key];
    if (!step || row < 0) return;
    const [across, down] = step;
    const era = cells[row].findIndex((cell) => cell === at);
    const onward = across
      ? across > 0
        ? cells[row].slice(era + 1)
        : cells[row].slice(0, era).reverse()
      : [nearest(cells[row + down], era)];
    const next = onward.find(Boolean);
    event.preventDefault();
    lead(next);
    next?.focus();
  }

  /**
   * @param {(HTMLButtonElement|null)[]|undefined} row
   * @param {number} era
   */
  const nearest = (row, era) =>
    (row ?? [])
      .flatMap((cell, i) => (cell ? [{ cell, away: Math.abs(i - era) }] : []))
      .sort((a, b) => a.away - b.away)[0]?.cell ?? null;

  /**
   * @param {string} code
   * @param {number} index of the era
   * @param {boolean|undefined} firm whether a turn there is; undefined where there is none
   */
  function cellOf(code, index, firm) {
    /** @type {At} */
    const at = { eraIndex: index, beforeIndex: null, filled: state.filled };
    const reading = model.readingOf(code, at);
    const cell = el("td", { role: "cell" });
    if (!reading || reading.value === null) return { cell, button: null };
    const { words } = state;
    const tone = model.lookOf(code, reading, at);
    const number = words.signed(reading.value);
    const notes = [
      ...(model.isGroupOnly(code, at) ? [words.t("legend.group")] : []),
      ...(reading.unsettled ? [words.t("legend.unsettled")] : []),
      ...(firm === undefined ? [] : [words.t("overview.turn")]),
      ...(firm === false ? [words.t("overview.loose_turn")] : []),
    ];
    const whose = `${words.text(model.nameOf(code, index))}, ${words.text(eras[index].name)}`;
    const button = el(
      "button",
      {
        type: "button",
        class: `pfr-on-${tone} ${reading.unsettled ? "pfr-hatched" : ""}`,
        tabindex: -1,
        "aria-label": [`${whose}: ${number}`, ...notes].join("; "),
        onclick: () => {
          lead(button);
          if (state.before !== null) setBefore(null); // the card says what the cell says
          setEra(index);
          pick(code, button);
          button.scrollIntoView({ block: "nearest", inline: "nearest" }); // clear of the sheet
        },
      },
      el("span", { text: number }),
    );
    cell.append(button);
    if (firm !== undefined) cell.append(triangle(reading.value > 0, firm));
    return { cell, button };
  }

  /** @param {Row} row */
  function rowOf({ code, section, scores, swing, turns }) {
    const { words } = state;
    const found = eras.map((_, i) => cellOf(code, i, turns.get(i)));
    const buttons = found.map(({ button }) => button);
    cells.push(buttons);
    cellsOf.set(code, buttons);
    const latest = Math.max(...scores.keys());
    const name = nameIn(model, code, { words, eraIndex: latest });
    return el(
      "tr",
      { role: "row" },
      el(
        "th",
        { role: "rowheader", scope: "row", "data-kind": model.kindOf(code) },
        el("i", { "aria-hidden": "true" }),
        el("span", { text: name }),
      ),
      found.map(({ cell }) => cell),
      el("td", {
        role: "cell",
        text: section === "once" ? "" : words.signed(swing).replace("+", ""),
      }),
    );
  }

  /**
   * The days that a study marks, in the column of their era: a line with a name, a row for each.
   * @param {number} index of the era
   */
  function ticksOf(index) {
    const [from, to] = axis.spans[index];
    return marks.flatMap(({ name, day }, row) => {
      const at = axis.at(day);
      const isLast = index === eras.length - 1 && at === to;
      if (at < from || (at >= to && !isLast)) return [];
      const style = `left:${(100 * (at - from)) / (to - from)}%;top:${row * TICK}px`;
      return el(
        "span",
        { class: "pfr-tick-day", style, "data-before": String(at > 0.5) },
        el("span", { text: state.words.mark(name, day) }),
      );
    });
  }

  function render() {
    const { words } = state;
    const focused = cells.flat().indexOf(/** @type {HTMLButtonElement} */ (focusIn(table)));
    cells = [];
    cellsOf.clear();
    /** @param {string} text @param {...Child} more */
    const head = (text, ...more) =>
      el("th", { role: "columnheader", scope: "col" }, el("b", { text }), ...more);
    const top = el(
      "tr",
      { role: "row" },
      head(words.t("table.name")),
      eras.map((era, i) =>
        head(words.short(era), el("span", { text: words.began(era) }), ticksOf(i)),
      ),
      head(words.t("overview.swing")),
    );
    const sections = overviewOf(model).filter(({ rows }) => rows.length);
    table.replaceChildren(
      caption,
      el("thead", { role: "rowgroup" }, top),
      ...sections.map(({ section, rows }) =>
        el(
          "tbody",
          { role: "rowgroup" },
          el(
            "tr",
            { role: "row" },
            el(
              "th",
              { role: "rowheader", scope: "rowgroup", colspan: eras.length + 2 },
              el("b", { text: words.t(`overview.${section}`) }, el("span", {}, ` ${rows.length}`)),
            ),
          ),
          rows.map(rowOf),
        ),
      ),
    );
    const every = cells.flat();
    lead(every.find(Boolean));
    every[focused]?.focus();
  }

  function write() {
    const { words } = state;
    const [first, end] = [eras[0].start, eras[eras.length - 1].end];
    title.textContent = words.t("overview.title", { years: words.years(first, end) });
    const names = eras.map((_, era) => words.text(model.aboutIn(era)));
    const codes = eras.map((_, era) => model.focusIn(era));
    const focus = names.filter((_, era) => codes.lastIndexOf(codes[era]) === era).join(" – ");
    dek.textContent = words.t("overview.dek", { focus });
    ends[0].textContent = words.t("legend.conflict");
    ends[1].textContent = words.t("legend.cooperation");
    keys.group.text.textContent = words.t("legend.group");
    keys.unsettled.text.textContent = words.t("legend.unsettled");
    keys.turn.text.textContent = words.t("overview.turn");
    keys.loose_turn.text.textContent = words.t("overview.loose_turn");
    caption.textContent = `${title.textContent}. ${words.t("overview.walk")}`;
    hint.textContent = words.t("overview.hint");
  }

  /** What each era says, until a number is chosen; one of them leads to its map. */
  function tell() {
    told.replaceChildren(
      ...eras.map((era, i) =>
        el(
          "li",
          {},
          el("span", { class: "pfr-small", text: state.words.aged(era) }),
          el("button", {
            type: "button",
            class: "pfr-link",
            text: headlineOf(model, { ...state, beforeIndex: null }, i).headline,
            onclick: () => choose({ view: null, era: era.id, before: null }),
          }),
        ),
      ),
    );
  }

  function mark() {
    for (const each of table.querySelectorAll("[aria-current]"))
      each.removeAttribute("aria-current");
    const shown = cellsOf.get(state.selected ?? "")?.[state.eraIndex];
    shown?.setAttribute("aria-current", "true");
    lead(shown);
  }

  return {
    node,
    panel,
    /**
     * @param {State} next
     * @param {Changed} changed
     */
    update(next, changed) {
      state = next;
      if (changed.first || changed.language) write();
      if (changed.first || changed.language || changed.scores) tell();
      if (changed.first || changed.language || changed.scores || changed.members) render();
      mark();
    },
  };
}
