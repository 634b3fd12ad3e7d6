/** The view of one counterpart: its relation through all eras, and what each score is made of. */
import { barsOf, drawCourse } from "./course.js";
import { el, focusIn, watchWidth } from "./dom.js";
import { createHomes } from "./home.js";
import { chipStyle, createLooks, createNumber } from "./looks.js";
import { yearsOf } from "./spans.js";
import { dotted, placesOf } from "./stands.js";
import { chipOf, drawCard, drawWhose, drawWhy } from "./why.js";

/** @import { Page } from "./home.js" */
/** @import { Told, ToldCounterpart, ToldScore } from "./told.d.ts" */
/** @import { Change, Words } from "./types.d.ts" */

const KINDS = ["state", "place", "organisation", "group", "non-state"];

/**
 * @param {Told} told
 * @param {Words} words
 * @param {(change: Change) => void} act
 * @returns {Page}
 */
export function createCountry(told, words, act) {
  const { eras, counterparts, statements } = told;
  const looks = createLooks(told);
  const number = createNumber(told);
  const given = { told, words, looks, number };
  const byCode = new Map(counterparts.map((each) => [each.id, each]));
  /** @type {Change} */
  let chosen = {};
  /** @type {ReturnType<typeof drawCourse>|null} */
  let course = null;
  let shown = ""; // code
  let called = ""; // its name, as Python says it
  let era = -1;
  let width = 0;

  const title = el("h2");
  const chip = el("span", { class: "chip-place" });
  const when = el("p", { class: "when small" });
  const dek = el("p", { class: "dek" });
  const picker = el("select", {
    "aria-label": words.t("told.choose"),
    onchange: () => act({ selected: picker.value }),
  });
  for (const kind of KINDS) {
    const listed = counterparts.filter((each) => each.kind === kind);
    if (!listed.length) continue;
    picker.append(
      el(
        "optgroup",
        { label: words.t(`told.kind.${kind}`) },
        listed.map(({ id, name }) => el("option", { value: id, text: name })),
      ),
    );
  }
  const chart = el("div", {
    class: "chart",
    role: "slider",
    tabindex: 0,
    "aria-label": words.t("told.era"),
    "aria-valuemin": 0,
    "aria-valuemax": eras.length - 1,
    "aria-description": words.t("told.walk"),
    onkeydown: (event) => walk(event),
    onclick: (event) => choose(/** @type {Element} */ (event.target)),
  });
  const keys = el("p", { class: "small keys" });
  const side = el("aside", { class: "side" });
  const list = el("ol", { class: "list", onkeydown: (event) => walkList(event) });
  const chips = eras.map(({ short }, i) =>
    el(
      "button",
      { type: "button", onclick: () => act({ era: eras[i].id }) },
      `${short} `,
      el("span"),
    ),
  );
  const chipsRow = el(
    "div",
    { class: "chips", role: "group", "aria-label": words.t("told.era") },
    chips,
  );
  const none = el("p", { class: "none", hidden: true });
  const place = el("div", { class: "place" }, el("b"), el("span"));
  const turns = [-1, 1].map((by) =>
    el("button", {
      type: "button",
      "aria-label": words.t(by < 0 ? "told.previous" : "told.next"),
      onclick: () => go(by),
      text: by < 0 ? "‹" : "›",
    }),
  );
  const parts = el(
    "div",
    { class: "era-parts", "aria-hidden": "true" },
    eras.map(({ start, end }) => el("i", { style: `flex-grow:${end - start}` })),
  );
  const bar = el("div", { class: "era-bar-phone" }, parts, turns[0], place, turns[1]);
  const node = el(
    "div",
    { class: "country" },
    el(
      "header",
      {},
      chip,
      el("div", { class: "name" }, title, when),
      el(
        "label",
        { class: "picker" },
        el("span", { "aria-hidden": "true", text: `${words.t("told.choose")} ▾` }),
        picker,
      ),
      dek,
    ),
    el("div", { class: "course" }, chart, keys),
    side,
    el(
      "section",
      { class: "said" },
      el(
        "div",
        { class: "said-head" },
        el("h3", { text: words.t("told.said") }),
        chipsRow,
        el("span", { class: "small", text: words.t("told.by_weight") }),
      ),
      none,
      list,
    ),
    bar,
    el("p", { class: "small source", text: told.colophon }),
  );
  const watcher = watchWidth(chart, (next) => {
    width = next;
    draw();
  });

  const counterpart = () => byCode.get(shown);
  /** @param {ToldCounterpart|undefined} of */
  const scoreOf = (of, index = era) => of?.scores.find((each) => each.era === index);

  /** @param {number} by how many eras */
  function go(by) {
    const next = Math.min(eras.length - 1, Math.max(0, era + by));
    if (next !== era) act({ era: eras[next].id });
  }

  /** @param {KeyboardEvent} event */
  function walk(event) {
    if (event.key === "ArrowLeft") go(-1);
    else if (event.key === "ArrowRight") go(1);
    else if (event.key === "Home") go(-eras.length);
    else if (event.key === "End") go(eras.length);
    else if (event.key === "ArrowDown") focusArticle(0);
    else return;
    event.preventDefault();
  }

  /** @param {KeyboardEvent} event */
  function walkList(event) {
    const at = [...list.children].indexOf(/** @type {Element} */ (focusIn(list)));
    if (at < 0) return;
    if (event.key === "ArrowLeft") go(-1);
    else if (event.key === "ArrowRight") go(1);
    else if (event.key === "ArrowDown") focusArticle(at + 1);
    else if (event.key === "ArrowUp") {
      if (at) focusArticle(at - 1);
      else chart.focus();
    } else return;
    event.preventDefault();
  }

  /** @param {number} index */
  const focusArticle = (index) =>
    /** @type {HTMLElement|undefined} */ (list.children[index])?.focus();

  /** An era was clicked, or a statement. @param {Element} target */
  function choose(target) {
    const index = Number(target.closest("[data-statement]")?.getAttribute("data-statement") ?? NaN);
    const own = target.getAttribute("data-era");
    if (own !== null) act({ era: eras[Number(own)].id });
    if (Number.isNaN(index)) return;
    const told =
      counterpart()?.scores.filter(({ parts: of }) => of.some(([i]) => i === index)) ?? [];
    const next = told.find((each) => each.era === era) ?? told[0];
    if (next && next.era !== era) act({ era: eras[next.era].id });
    const article = list.querySelector(`[data-statement="${index}"]`);
    for (const each of list.children) each.classList.toggle("current", each === article);
    article?.scrollIntoView({ block: "nearest" });
  }

  function draw() {
    const of = counterpart();
    if (!of || !width) return;
    course = drawCourse({ ...given, counterpart: of, width });
    chart.replaceChildren(course.node);
    course.mark(era);
  }

  /** Who is not in the study, or is its focus, has words in place of a drawing. */
  function renderNobody() {
    title.textContent = called;
    const isFocus = shown === told.focus;
    dek.textContent = isFocus
      ? words.t("card.focus", { name: called })
      : words.none("page.never_mentioned");
  }

  function renderCounterpart() {
    const of = counterpart();
    node.classList.toggle("empty", !of?.scores.length);
    picker.value = of ? shown : "";
    if (!of) return renderNobody();
    title.textContent = of.name;
    dek.textContent = of.scores.length ? of.course : words.none("told.nowhere");
    const bars = barsOf(of, told);
    const share = words.share(told.share).replace("× ", "");
    keys.textContent = [
      words.t("told.keys"),
      ...(bars.some(({ group }) => group) ? [words.t("told.keys.group", { share })] : []),
      ...(of.scores.some(({ settled }) => !settled) ? [words.t("told.keys.unsettled")] : []),
    ].join(" ");
    chips.forEach((each, i) => {
      const n = scoreOf(of, i)?.parts.length ?? 0;
      if (each.lastElementChild) each.lastElementChild.textContent = String(n);
      each.classList.toggle("nothing", !n);
    });
    draw();
  }

  function renderEra() {
    const of = counterpart();
    const score = scoreOf(of);
    const { name, short, dates, start, end } = eras[era];
    course?.mark(era);
    chart.setAttribute("aria-valuenow", String(era));
    const value = score ? words.signed(score.score) : null;
    const key = score ? "told.value" : "told.value.none";
    chart.setAttribute("aria-valuetext", words.t(key, { era: name, score: value ?? "" }));
    chips.forEach((each, i) => each.setAttribute("aria-pressed", String(i === era)));
    [...parts.children].forEach((each, i) => each.classList.toggle("current", i === era));
    place.children[0].textContent = short;
    place.children[1].textContent = dates;
    turns[0].disabled = era === 0;
    turns[1].disabled = era === eras.length - 1;
    when.textContent = `${short}, ${yearsOf(start, end)}`;
    chip.replaceChildren(...(score ? [chipOf(score, looks, value ?? "")] : []));
    none.hidden = !!score;
    none.textContent = words.none("told.nothing");
    if (!of || !score) {
      side.replaceChildren(...(of ? [drawElsewhere(of)] : []));
      list.replaceChildren();
      return;
    }
    side.replaceChildren(
      drawCard(score, given),
      drawWhy(score, given),
      drawWhose(score, given),
      drawElsewhere(of),
    );
    const byWeight = [...score.parts].sort((a, b) => Math.abs(b[1]) - Math.abs(a[1]));
    list.replaceChildren(...byWeight.map(drawArticle));
  }

  /** @param {ToldScore["parts"][number]} part @param {number} i */
  function drawArticle([index, adds, via], i) {
    const { headline, narrative, date, type, doubt, weight } = statements[index];
    const look = looks.nameOf(weight, via !== "");
    const group = via === "" ? [] : [words.t("told.through_group", { group: via })];
    const facts = dotted([date, placesOf(statements[index]), type, ...group, doubt]);
    return el(
      "li",
      { tabindex: i ? -1 : 0, "data-statement": index },
      el("b", {
        class: via === "" ? "chip" : "chip group",
        style: chipStyle(look, looks),
        text: number(adds),
      }),
      el("h4", { text: headline }),
      el("p", { text: narrative }),
      el("p", { class: "small" }, facts),
    );
  }

  /** @param {ToldCounterpart} of */
  function drawElsewhere(of) {
    const button = (/** @type {string} */ text, /** @type {Change} */ change) =>
      el("button", { type: "button", class: "link", text, onclick: () => act(change) });
    const found = [button(words.t("told.on_map"), { view: "map", selected: of.id })];
    const now = scoreOf(of);
    const [before, after] = [-1, 1].map((by) => scoreOf(of, era + by));
    const [from, to, other] = after ? [now, after, after] : [before, now, before];
    if (from && to && other) {
      const change = words.signed(to.score - from.score);
      const text = words.t("told.compare", { era: eras[other.era].short, change });
      found.push(
        button(text, {
          view: "compare",
          era: eras[to.era].id,
          before: eras[from.era].id,
          selected: of.id,
        }),
      );
    }
    return el(
      "section",
      { class: "elsewhere" },
      el("h3", { text: words.t("told.elsewhere") }),
      found,
    );
  }

  return {
    node,
    update(next, name) {
      chosen = next;
      called = name || told.focus_name;
      const code = chosen.selected ?? told.foremost ?? told.focus;
      const index = Math.max(
        0,
        eras.findIndex(({ id }) => id === chosen.era),
      );
      const other = code !== shown;
      if (!other && index === era) return;
      [shown, era] = [code, index];
      if (other) renderCounterpart();
      renderEra();
    },
    destroy: () => watcher.disconnect(),
  };
}

export default createHomes(createCountry);
