/** The ranking beside the map, from the best relation to the worst, one list for each era. */
import { el } from "./dom.js";
import { reachOf } from "./bins.js";
import { formOf, nameIn, rowsOf, weightiestOf } from "./rows.js";
import { classOf, isNumber } from "./scale.js";
import { createStack } from "./stack.js";
import { countWords, joined } from "./texts.js";

/** @import { Row, Weighty } from "./rows.js" */
/** @import { Actions, Model, Part, State, Words } from "./types.d.ts" */

const ROOM = 475; // px for the rows where all are to be seen
const ROW = { least: 25, most: 28 }; // px
const AIRY = 12; // rows that leave the summary room
const TICK = 5; // of the axis, if its bars reach so far

/** @typedef {{node: HTMLElement, at: State, rows: Map<string, HTMLElement>}} List of an era */

/**
 * @param {Model} model
 * @param {Pick<Actions, "pick"|"point">} actions
 */
export function createRanking(model, { pick, point }) {
  const { payload } = model;
  const heading = el("h3");
  const key = el("p", { class: "pfr-key", "aria-hidden": "true" });
  const stack = createStack(model, make);
  const node = el(
    "section",
    {
      class: "pfr-ranking",
      onpointerover: ({ target }) => point(codeAt(target)),
      onpointerleave: () => point(null),
      onfocusin: ({ target }) => point(codeAt(target)),
      onfocusout: () => point(null),
    },
    heading,
    key,
    stack.node,
  );
  /** @type {List|undefined} */
  let shown;
  /** @type {HTMLElement|undefined} */
  let lit;

  /** @param {EventTarget|null} target */
  const codeAt = (target) =>
    /** @type {HTMLElement|null} */ (/** @type {Element} */ (target).closest("[data-code]"))
      ?.dataset.code ?? null;

  /**
   * The colours of a row, for the style sheet.
   * @param {Row} row
   * @param {State} at
   */
  function coloursOf({ code, reading }, at) {
    const tone = model.lookOf(code, reading, at);
    const rim = tone.startsWith("g") ? "rim" : "firm";
    const hatch = reading.unsettled ? `;--hatch:var(--pfr-hatch-${tone})` : "";
    return `--fill:var(--pfr-${tone});--rim:var(--pfr-${rim}-${tone},var(--pfr-quiet))${hatch}`;
  }

  /**
   * @param {Row} row
   * @param {number} span
   */
  function bar({ reading }, span) {
    /** @param {number} value */
    const at = (value) => 50 + (50 * value) / span;
    /** @param {string} name @param {number} from @param {number} to */
    const piece = (name, from, to) =>
      el("i", {
        class: name,
        style: `left:${at(from).toFixed(1)}%;right:${(100 - at(to)).toFixed(1)}%`,
      });
    const { now } = reading;
    const { score = 0, low, high } = now ?? {};
    const firm = model.isFirm(reading) ? "pfr-row-fill pfr-row-firm" : "pfr-row-fill";
    return el(
      "span",
      { class: "pfr-row-bar" },
      now && piece(firm, Math.min(score, 0), Math.max(score, 0)),
      isNumber(low) && isNumber(high) ? piece("pfr-row-range", low, high) : null,
    );
  }

  /**
   * @param {string} code
   * @param {string} text
   * @param {string} name of its class
   */
  function link(code, text, name) {
    const button = el("button", {
      type: "button",
      class: name,
      text,
      onclick: () => pick(code, button),
    });
    return button;
  }

  /**
   * The states of a group, shown when the reader asks for them.
   * @param {Row} row
   * @param {State} at
   */
  function membersOf({ members }, at) {
    const list = el("ul", { hidden: true });
    const toggle = el("button", {
      type: "button",
      class: "pfr-states-of",
      "aria-expanded": "false",
      text: at.words.count("states", members.length),
      onclick() {
        list.hidden = !list.hidden;
        toggle.setAttribute("aria-expanded", String(!list.hidden));
        if (list.firstChild) return;
        const items = members.map((code) =>
          el("li", { "data-code": code }, link(code, nameIn(model, code, at), "pfr-link")),
        );
        list.replaceChildren(...items);
      },
    });
    return { toggle, list };
  }

  /**
   * @param {Row} row
   * @param {number} span
   * @param {State} at
   */
  function draw(row, span, at) {
    const { code, name, reading, members } = row;
    const inside = members.length ? membersOf(row, at) : null;
    return el(
      "li",
      {
        class: `pfr-row pfr-is-${formOf(model, code)}`,
        "data-code": code,
        style: coloursOf(row, at),
      },
      el("i", { class: "pfr-token" }),
      el("span", { class: "pfr-row-name" }, link(code, name, "pfr-row-pick"), inside?.toggle),
      bar(row, span),
      el("b", { text: reading.now ? at.words.signed(reading.now.score) : "–" }),
      inside?.list,
    );
  }

  /**
   * The numbers above the bars, once for each column that the rows may stand in.
   * @param {number} span
   * @param {number} tick
   * @param {State} at
   */
  function axes(span, tick, { words }) {
    const numbers = () =>
      [-tick, 0, tick].map((value) =>
        el("span", { style: `left:${50 + (50 * value) / span}%`, text: words.tick(value) }),
      );
    const each = [0, 1].map(() => el("div", {}, el("div", {}, numbers())));
    return el("div", { class: "pfr-axes", "aria-hidden": "true" }, each);
  }

  /**
   * A statement that weighs much, leading to the card of whom it names.
   * @param {Weighty} weighty
   * @param {State} at
   */
  function statement({ code, index, adds }, { words }) {
    const event = payload.events[index];
    const said = words.dated(event);
    return el(
      "li",
      { "data-code": code },
      el("span", {
        class: `pfr-chip pfr-on-c${classOf(adds, payload.scale)}`,
        text: words.signed(adds),
      }),
      link(code, words.text(event.headline), "pfr-row-pick"),
      el("span", { class: "pfr-small", text: said }),
    );
  }

  /**
   * What is said of the era: open where it has room.
   * @param {number} rows
   * @param {State} at
   */
  function summary(rows, { words, eraIndex }) {
    const { summary: told, start, end, leader, changes } = payload.eras[eraIndex];
    const text = words.text(told);
    const moved = words.text(changes);
    if (!text && !moved) return null;
    return el(
      "details",
      { open: rows <= AIRY },
      el("summary", {
        text: words.t("ranking.read", { n: countWords(text) }),
      }),
      el("p", { class: "pfr-summary", text }),
      el("p", {
        class: "pfr-small",
        text: joined([words.span(start, end), leader], " · "),
      }),
      moved ? el("p", { class: "pfr-small", text: words.t("era.changes", { text: moved }) }) : null,
    );
  }

  /**
   * @param {State} at
   * @returns {List}
   */
  function make(at) {
    const { words } = at;
    const found = rowsOf(model, at);
    const span = reachOf(model);
    const tick = Math.min(TICK, Math.floor(span));
    const items = found.map((row) => draw(row, span, at));
    const weighty = weightiestOf(model, at.eraIndex);
    const height = Math.max(ROW.least, Math.min(ROW.most, ROOM / found.length)).toFixed(1);
    const list = el(
      "div",
      { style: `--row:${height}px;--tick:${((50 * tick) / span).toFixed(2)}%` },
      ...(found.length
        ? [axes(span, tick, at), el("ol", { class: "pfr-rows" }, items)]
        : [el("p", { text: words.none("ranking.nobody") })]),
      ...(weighty.length
        ? [
            el("h3", { text: words.t("ranking.weighs") }),
            el(
              "ol",
              { class: "pfr-weighty" },
              weighty.map((one) => statement(one, at)),
            ),
          ]
        : []),
      summary(found.length, at),
    );
    const rows = new Map(found.map(({ code }, i) => [code, items[i]]));
    const made = { node: list, at, rows };
    mark(made, at);
    return made;
  }

  /**
   * The row of a counterpart: a state that a group alone carries has its group's.
   * @param {List} list
   * @param {string|null} code
   */
  const rowOf = ({ rows, at }, code) =>
    code === null ? undefined : rows.get(model.listedUnder(code, at) ?? code);

  /**
   * Mark the row of who is selected.
   * @param {List} list
   * @param {State} state
   */
  function mark(list, { selected }) {
    const row = rowOf(list, selected);
    for (const other of list.rows.values()) {
      if (other === row) other.setAttribute("aria-current", "true");
      else other.removeAttribute("aria-current");
    }
  }

  /** @param {Words} words */
  function translate(words) {
    heading.textContent = words.t("ranking.title");
    const forms = ["state", "group", "other", "range"].map((form) => {
      const look = form === "range" ? "pfr-row-range" : `pfr-token pfr-is-${form}`;
      const places = form === "state" && words.has("ranking.place");
      const said = [words.t(`ranking.${form}`), places && words.t("ranking.place")];
      return el("span", {}, el("i", { class: look }), joined(said));
    });
    key.replaceChildren(...forms);
  }

  return /** @satisfies {Part & Record<string, unknown>} */ ({
    node,
    /**
     * Light the row of a counterpart, or none.
     * @param {string|null} code
     */
    hover(code) {
      const row = shown && rowOf(shown, code);
      if (row === lit) return;
      lit?.classList.remove("pfr-lit");
      row?.classList.add("pfr-lit");
      lit = row;
    },
    update(state, changed) {
      if (changed.language) translate(state.words);
      if (changed.scores) stack.forget();
      if (changed.selected) for (const list of stack.layers()) mark(list, state);
      shown = stack.show(state);
    },
    destroy: stack.destroy,
  });
}
