/** What changed as rows: an open mark before, a full one after, and the statements of both eras. */
import { SECTIONS } from "./changes.js";
import { el, svg } from "./dom.js";
import { createEvents } from "./events.js";
import { markOf } from "./glyphs.js";
import { nameIn } from "./rows.js";
import { classOf } from "./scale.js";

/** @import { Change } from "./changes.js" */
/** @import { Paint } from "./hatches.js" */
/** @import { ScoreData } from "./payload.d.ts" */
/** @import { Actions, Model, State } from "./types.d.ts" */

const LEAST = 5; // how far the axis reaches at least
const AIR = 0.6;

/** @param {ScoreData|null} score */
const endsOf = (score) => [score?.score, score?.low, score?.high].map((end) => Math.abs(end ?? 0));

/**
 * @param {Model} model
 * @param {Paint} paint
 * @param {Pick<Actions, "choose">} actions
 */
export function createDumbbells(model, paint, { choose }) {
  const { scale } = model.payload;
  const list = createEvents(model);
  const node = el("div", { class: "pfr-dumbbells" });
  /** @type {Map<string, HTMLDetailsElement>} */
  const rows = new Map();
  /** @type {State} */
  let state;
  let reach = LEAST;

  /** @param {number} value */
  const at = (value) => (50 * (value + reach)) / reach;

  /** @param {ScoreData|null} score */
  function band(score) {
    const { low, high } = score ?? {};
    if (!score || low === high || low === undefined || low === null) return null;
    const tone = `c${classOf(score.score, scale)}`;
    const style = `left:${at(low)}%;right:${100 - at(high ?? low)}%;--band:var(--pfr-${tone})`;
    return el("i", { class: "pfr-band", style });
  }

  /**
   * @param {string} code
   * @param {ScoreData} score
   * @param {number} era
   * @param {{open?: boolean, ring?: boolean}} [style]
   */
  const mark = (code, score, era, style) =>
    svg(
      "svg",
      { viewBox: "-9 -9 18 18", style: `left:${at(score.score)}%` },
      markOf(model, paint, code, era, style),
    );

  /**
   * The line from one score to the other, and a triangle on zero where the sign turned.
   * @param {Change} change
   */
  function moveOf({ became, before, now, firm }) {
    /** @type {Element[]} */
    const children = [];
    if (before && now && before.score !== now.score) {
      const [from, to] = [at(before.score), at(now.score)];
      const style = `left:${Math.min(from, to)}%;right:${100 - Math.max(from, to)}%`;
      children.push(el("i", { class: to > from ? "pfr-move pfr-up" : "pfr-move", style }));
    }
    if (became === "turned" && now) {
      const d = now.score > 0 ? "M0-5 6 5H-6z" : "M0 5 6-5H-6z";
      const turn = svg("path", { d, "data-firm": String(firm) });
      children.push(svg("svg", { viewBox: "-9 -9 18 18", class: "pfr-turned" }, turn));
    }
    return children;
  }

  /** @param {Change} change */
  function track(change) {
    const { code, became, before, now } = change;
    const { eraIndex, beforeIndex } = state;
    const children = [band(before), band(now), ...moveOf(change)];
    const marks = [
      before && before.score !== now?.score
        ? mark(code, before, beforeIndex ?? 0, { open: true })
        : null,
      now ? mark(code, now, eraIndex, { ring: became === "new" }) : null,
    ];
    return el("span", { class: "pfr-lane", "aria-hidden": "true" }, children, marks);
  }

  /** @param {Change} change */
  function fill({ code, before, now }) {
    const { words, eraIndex, beforeIndex } = state;
    const { eras } = model.payload;
    const both = [
      { score: before, era: beforeIndex ?? 0 },
      { score: now, era: eraIndex },
    ];
    const lists = both.map(({ score, era }) => list(score, state, era, words.text(eras[era].name)));
    const inside = model.codes.filter((each) => model.listedUnder(each, state) === code);
    const names = inside.map((each) => words.text(model.nameOf(each, eraIndex)) || each);
    const members = `${words.none("table.unnamed")} ${names.sort().join(", ")}`;
    const note = names.length ? el("p", { class: "pfr-small", text: members }) : "";
    rows.get(code)?.lastElementChild?.replaceChildren(...lists, note);
  }

  /** @param {Change} change */
  function row(change) {
    const { code, became, before, now } = change;
    const { words, eraIndex } = state;
    const full = words.text(model.nameOf(code, eraIndex));
    const name = nameIn(model, code, state);
    const [was, is] = [before, now].map((score) => (score ? words.signed(score.score) : "–"));
    const size =
      before && now ? words.signed(now.score - before.score) : words.t(`changes.is_${became}`);
    const [start, end] = words.t("changes.move", { before: was, now: "|" }).split("|");
    const details = el(
      "details",
      {
        "data-code": code,
        ontoggle: () => details.open && fill(change),
      },
      el(
        "summary",
        {
          onclick(event) {
            event.preventDefault(); // what is chosen opens its row, too
            details.open = !details.open;
            if (details.open) choose({ selected: code });
            else if (state.selected === code) choose({ selected: null });
          },
        },
        el("span", {
          class: model.isGroup(code) ? "pfr-italic" : null,
          title: name === full ? null : full,
          text: name,
        }),
        track(change),
        el("span", { class: "pfr-moved" }, start, el("b", { text: is }), end),
        el("b", { class: before && now ? null : "pfr-quiet", text: size }),
      ),
      el("div", { class: "pfr-both" }),
    );
    rows.set(code, details);
    return details;
  }

  function axis() {
    const { words } = state;
    const tick = reach > LEAST ? LEAST : reach;
    node.style.setProperty("--low", `${at(-tick)}%`);
    node.style.setProperty("--high", `${at(tick)}%`);
    /** @param {number} value */
    const number = (value) => el("i", { style: `left:${at(value)}%`, text: words.tick(value) });
    const ends = ["conflict", "cooperation"].map((key, i) =>
      el("b", { style: `left:${at(i ? tick / 2 : -tick / 2)}%`, text: words.t(`legend.${key}`) }),
    );
    return el(
      "div",
      { class: "pfr-axis", "aria-hidden": "true" },
      el("span"),
      el("span", {}, [-tick, 0, tick].map(number), ends),
      el("span"),
      el("span", { text: words.t("changes.column") }),
    );
  }

  return {
    node,
    /** @param {string|null} code */
    has: (code) => code !== null && rows.has(code),

    /**
     * Open the row of the counterpart that is selected.
     * @param {string} code
     * @param {boolean} inSight whether to move the page to it
     */
    open(code, inSight) {
      const details = rows.get(code);
      if (!details) return;
      details.open = true;
      if (inSight) details.scrollIntoView({ block: "nearest" });
    },

    /**
     * @param {State} next
     * @param {Record<Change["became"], Change[]>} changes
     * @param {Change["became"]|null} only the section to show; null for all
     */
    show(next, changes, only) {
      state = next;
      const opened = [...rows.values()].flatMap(({ open, dataset }) => (open ? dataset.code : []));
      const each = Object.values(changes).flat();
      reach = Math.max(LEAST, ...each.flatMap(({ before, now }) => [before, now].flatMap(endsOf)));
      reach += AIR;
      rows.clear();
      const sections = SECTIONS.filter((name) => (only ?? name) === name && changes[name].length);
      node.replaceChildren(
        axis(),
        ...sections.flatMap((name) => [
          el(
            "h3",
            {},
            `${state.words.t(`changes.${name}`)} `,
            el("span", { text: String(changes[name].length) }),
          ),
          ...changes[name].map(row),
        ]),
        sections.length ? "" : el("p", { text: state.words.t("changes.none") }),
      );
      for (const code of opened) {
        const details = rows.get(code ?? "");
        if (details) details.open = true;
      }
    },
  };
}
