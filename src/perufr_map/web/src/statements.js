/** The view of all statements: their marks on one axis of time, a search, and a list by weight. */
import { el, focusIn, watchWidth } from "./dom.js";
import { createHomes } from "./home.js";
import { createLooks, createNumber } from "./looks.js";
import { yearsOf } from "./spans.js";
import { categoryName, createStatementCard } from "./statementcard.js";
import { byWeight, drawSwarm } from "./swarm.js";
import { drawKeys, drawShares } from "./swarmkeys.js";
import { joined } from "./texts.js";
import { fold } from "./words.js";

/** @import { Page } from "./home.js" */
/** @import { Told } from "./told.d.ts" */
/** @import { Change, Words } from "./types.d.ts" */

const FEW = 10; // statements that are listed at first
const MORE = 40;
const REACH = { mouse: 12, touch: 28 }; // px from a mark at which it is meant

/**
 * The statements with all of some words in them.
 * @param {string[]} folded what each statement says, as a search compares it
 * @param {string} asked
 * @returns {(index: number) => boolean}
 */
export function searchIn(folded, asked) {
  const terms = fold(asked).split(/\s+/).filter(Boolean);
  return (index) => terms.every((term) => folded[index].includes(term));
}

/**
 * The era that most statements speak of.
 * @param {Told} told
 */
export function fullestEra({ eras, statements }) {
  const counts = eras.map(({ start, end }) => ({
    years: yearsOf(start, end),
    n: statements.filter((each) => each.start < end && each.end > start).length,
  }));
  return counts.reduce((most, each) => (each.n > most.n ? each : most));
}

/**
 * @param {Told} told
 * @param {Words} words
 * @param {(change: Change) => void} act
 * @returns {Page}
 */
export function createStatements(told, words, act) {
  const { statements, counterparts, eras } = told;
  const looks = createLooks(told);
  const number = createNumber(told);
  const card = createStatementCard(told, words, looks, go);
  const order = byWeight(statements);
  const folded = statements.map((each) =>
    fold(
      [
        each.headline,
        each.narrative,
        counterparts[each.counterpart].name,
        each.date,
        each.type,
        each.place,
      ].join(" "),
    ),
  );
  const categories = [...new Set(statements.map(({ category }) => category))];
  const nameOf = (/** @type {string} */ category) => categoryName(words, category);
  categories.sort((a, b) => nameOf(a).localeCompare(nameOf(b), told.language));
  /** @type {Change} */
  let chosen = {};
  let category = told.category && categories.includes(told.category) ? told.category : null;
  let isFound = searchIn(folded, "");
  let listed = FEW;
  /** @type {number|null} */
  let pointed = null;
  let width = 0;
  /** @type {ReturnType<typeof drawSwarm>|null} */
  let swarm = null;
  /** @type {string|null|undefined} */
  let selected;

  const isAsked = (/** @type {number} */ index) =>
    (category === null || statements[index].category === category) && isFound(index);

  const chips = [null, ...categories].map((each) => {
    const own = statements.filter((one) => each === null || one.category === each);
    const conflict = own.filter(({ weight }) => weight < 0).length;
    const cooperation = own.filter(({ weight }) => weight > 0).length;
    const name = each === null ? words.t("told.events.all") : nameOf(each);
    const bar = drawShares(looks, conflict, cooperation);
    const values = { category: name, n: own.length, conflict, cooperation };
    const node = el(
      "button",
      {
        type: "button",
        "aria-label": words.t("told.events.chip", values),
        onclick: () => {
          category = category === each ? null : each;
          ask();
        },
      },
      `${name} `,
      el("span", { text: String(own.length) }),
      each === null ? null : bar,
    );
    return { category: each, node };
  });
  const chart = el("div", {
    class: "chart",
    role: "slider",
    tabindex: 0,
    "aria-label": words.t("told.events.marks"),
    "aria-description": words.t("told.events.walk"),
    "aria-valuemin": 1,
    onkeydown: (event) => walk(event),
    onpointermove: (event) => {
      if (event.pointerType === "mouse") pick(event, REACH.mouse);
    },
    onclick: (event) => pick(event, REACH.touch, true),
  });
  const search = el("input", {
    type: "search",
    "aria-label": words.t("told.events.search"),
    placeholder: words.t("told.events.search"),
    "aria-keyshortcuts": "/",
    autocomplete: "off",
    spellcheck: "false",
    oninput: () => {
      isFound = searchIn(folded, search.value);
      ask();
    },
    onkeydown: (event) => {
      if (event.key !== "Escape" || !search.value) return;
      search.value = "";
      isFound = searchIn(folded, "");
      ask();
    },
  });
  const live = el("p", { class: "small", role: "status" });
  const list = el("ol", { class: "list" });
  const scroll = el("div", {}, list);
  const more = el("button", {
    type: "button",
    class: "link",
    onclick: () => {
      const first = listed;
      listed += MORE;
      drawList();
      list.children[first]?.querySelector("button")?.focus();
    },
  });
  const node = el(
    "div",
    { class: "statements" },
    el(
      "header",
      {},
      el("h2", { text: headline() }),
      el("p", { class: "dek", text: words.t("told.events.dek") }),
      el(
        "div",
        { class: "chips", role: "group", "aria-label": words.t("told.events.categories") },
        chips.map((chip) => chip.node),
      ),
    ),
    el("div", { class: "swarm" }, chart, drawKeys(told, words, looks)),
    el(
      "aside",
      {},
      el("div", { class: "search" }, search, el("kbd", { "aria-hidden": "true", text: "/" })),
      card.node,
      el("section", {}, el("h3", { text: words.t("told.events.strongest") }), live, scroll, more),
    ),
    el("p", { class: "small source", text: told.colophon }),
  );

  const watcher = watchWidth(chart, (next) => {
    width = next;
    draw();
  });

  /** A slash leads to the search, unless something else is being written. @param {KeyboardEvent} event */
  function findBySlash(event) {
    const [target] = event.composedPath();
    const writes =
      target instanceof HTMLElement &&
      (target.isContentEditable || target.matches("input, textarea, select"));
    if (event.key !== "/" || writes || event.ctrlKey || event.metaKey || event.altKey) return;
    event.preventDefault();
    search.focus();
  }
  document.addEventListener("keydown", findBySlash);

  function headline() {
    const of = statements.length;
    if (!of) return words.t("told.events.none");
    const { n, years } = fullestEra(told);
    return eras.length > 1
      ? words.t("told.events.title", { n, of, years })
      : words.count("told.events.alone", of, { years });
  }

  function draw() {
    if (!width) return;
    swarm = drawSwarm({ told, words, looks, width, number });
    chart.replaceChildren(swarm.node);
    swarm.filter(isAsked);
    swarm.point(pointed);
  }

  /** The reader asks for others: by category, or by what they say. */
  function ask() {
    listed = FEW;
    for (const chip of chips) {
      chip.node.setAttribute("aria-pressed", String(chip.category === category));
    }
    swarm?.filter(isAsked);
    drawList();
    const [first] = order.filter(isAsked);
    if (pointed === null || !isAsked(pointed)) point(first ?? null);
    else describe();
  }

  function drawList() {
    const found = order.filter(isAsked);
    const every = found.length === statements.length;
    live.textContent = found.length
      ? every
        ? ""
        : words.count("told.events.found", found.length)
      : words.t("told.events.nothing");
    list.replaceChildren(...found.slice(0, listed).map(drawRow));
    scroll.classList.toggle("scroll", listed > FEW);
    more.hidden = found.length <= listed;
    more.textContent = words.t("told.events.more", { n: found.length - listed });
  }

  /** @param {number} index */
  function drawRow(index) {
    const { headline: said, counterpart, date, weight } = statements[index];
    return el(
      "li",
      {},
      el(
        "button",
        {
          type: "button",
          "data-statement": index,
          "aria-pressed": index === pointed,
          onclick: () => point(index),
        },
        card.chip(index),
        el("strong", { text: said }),
        el("span", {
          class: "small",
          text: joined([counterparts[counterpart].name, date || number(weight)]),
        }),
      ),
    );
  }

  /** @param {number|null} index */
  function point(index) {
    pointed = index;
    swarm?.point(index);
    for (const row of list.querySelectorAll("button")) {
      row.setAttribute("aria-pressed", String(Number(row.dataset.statement) === index));
    }
    describe();
    card.show(index);
  }

  /** What a screen reader hears of the mark. */
  function describe() {
    const asked = statements.map((_, i) => i).filter(isAsked);
    const of = asked.length;
    chart.setAttribute("aria-valuemax", String(Math.max(1, of)));
    const n = pointed === null ? 0 : asked.indexOf(pointed) + 1;
    chart.setAttribute("aria-valuenow", String(Math.max(1, n)));
    if (pointed === null) {
      chart.setAttribute("aria-valuetext", words.t("told.events.nothing"));
      return;
    }
    const { headline: said, weight, counterpart, date } = statements[pointed];
    const name = counterparts[counterpart].name;
    const values = { headline: said, weight: number(weight), name, date, n, of };
    chart.setAttribute("aria-valuetext", words.t("told.events.of", values));
  }

  /** The era shown, if the statement speaks of it; else the first that it speaks of. @param {number} index */
  function eraOf(index) {
    const { start, end } = statements[index];
    const own = eras.filter((era) => start < era.end && end > era.start);
    return (own.find(({ id }) => id === chosen.era) ?? own[0])?.id ?? chosen.era;
  }

  /** @param {string} view @param {number} index */
  function go(view, index) {
    act({ view, selected: counterparts[statements[index].counterpart].id, era: eraOf(index) });
  }

  /** @param {KeyboardEvent} event */
  function walk(event) {
    const asked = statements.map((_, i) => i).filter(isAsked);
    const at = pointed === null ? -1 : asked.indexOf(pointed);
    /** @type {Record<string, number>} */
    const ways = {
      ArrowRight: at + 1,
      ArrowDown: at + 1,
      ArrowLeft: at - 1,
      ArrowUp: at - 1,
      Home: 0,
      End: asked.length - 1,
    };
    if (event.key === "Enter" && pointed !== null) {
      go("country", pointed);
    } else if (!(event.key in ways)) return;
    else {
      const next = asked[Math.min(asked.length - 1, Math.max(0, ways[event.key]))];
      if (next !== undefined) point(next);
    }
    event.preventDefault();
  }

  /**
   * Point at the mark that is meant.
   * @param {MouseEvent} event
   * @param {number} within px
   * @param {boolean} [tapped]
   */
  function pick({ clientX, clientY }, within, tapped = false) {
    if (!swarm) return;
    const { left, top } = swarm.node.getBoundingClientRect();
    const index = swarm.nearest(clientX - left, clientY - top, within, isAsked);
    if (index === null) return;
    if (index !== pointed) point(index);
    if (tapped && focusIn(node) !== search) card.node.scrollIntoView({ block: "nearest" });
  }

  ask();
  return {
    node,
    update(next) {
      chosen = next;
      if (chosen.selected === selected) return;
      selected = chosen.selected;
      const code = selected;
      const own = order.find((i) => counterparts[statements[i].counterpart].id === code);
      if (own !== undefined && isAsked(own)) point(own);
    },
    destroy() {
      watcher.disconnect();
      document.removeEventListener("keydown", findBySlash);
    },
  };
}

export default createHomes(createStatements);
