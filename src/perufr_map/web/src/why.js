/** What a score is made of: its place on the scale, its statements stacked, and who carries it. */
import { el } from "./dom.js";
import { chipStyle } from "./looks.js";

/** @import { Looks } from "./course.js" */
/** @import { Told, ToldScore } from "./told.d.ts" */
/** @import { Words } from "./types.d.ts" */

/**
 * @typedef {Object} Given
 * @property {Told} told
 * @property {Words} words
 * @property {Looks} looks
 * @property {(value: number) => string} number a weight as text
 */

/** @param {number} share from 0 to 1 */
const percent = (share) => `${(100 * share).toFixed(2)}%`;

/**
 * A score in its class; hatched where its sign is not settled.
 * @param {ToldScore} score
 * @param {Looks} looks
 * @param {string} text
 */
export function chipOf({ score, named, settled }, looks, text) {
  const name = looks.nameOf(score, !named);
  const classes = ["chip", named ? "" : "group", settled ? "" : "hatched"].filter(Boolean);
  return el("b", { class: classes.join(" "), style: chipStyle(name, looks), text });
}

/**
 * The score on the scale, with its range, and what it withstands.
 * @param {ToldScore} score
 * @param {Given} given
 */
export function drawCard(score, { told, words, looks }) {
  const [low, high] = [told.edges[0], told.edges[told.edges.length - 1]];
  const at = (/** @type {number} */ value) => (value - low) / (high - low);
  const { name, dates } = told.eras[score.era];
  const gauge = el(
    "div",
    { class: "gauge", "aria-hidden": "true" },
    el("span", { text: words.t("told.ends.low") }),
    el("span", { text: words.t("told.ends.high") }),
    el(
      "div",
      {},
      looks.classes.map(({ from, to, name: look }) =>
        el("i", { style: `flex-grow:${to - from};background:var(--${look})` }),
      ),
      el("b", { style: `left:${percent(at(score.score))}` }),
      el("u", {
        style: `left:${percent(at(score.low))};width:${percent(at(score.high) - at(score.low))}`,
      }),
    ),
  );
  return el(
    "section",
    { class: "card" },
    el("p", { class: "small", text: `${name}, ${dates}` }),
    el("div", { class: "row" }, chipOf(score, looks, words.signed(score.score)), gauge),
    el("p", { text: score.said }),
  );
}

/**
 * From how much to how much each part takes the sum.
 * @param {ToldScore["parts"]} parts
 */
export function stepsOf(parts) {
  let sum = 0;
  return parts.map(([, adds]) => {
    const from = sum;
    sum += adds;
    return { from, to: sum };
  });
}

/**
 * The statements stacked: cooperation, conflict, then what comes through groups.
 * @param {ToldScore} score
 * @param {Given} given
 */
export function drawWhy(score, { told, words, looks, number }) {
  const steps = stepsOf(score.parts);
  const ends = [0, ...steps.map(({ to }) => to)];
  const [low, high] = [Math.min(...ends), Math.max(...ends)];
  const at = (/** @type {number} */ value) => (value - low) / (high - low || 1);
  const firstOfGroup = score.parts.findIndex(([, , via]) => via !== "");
  const rows = score.parts.flatMap(([index, adds, via], i) => {
    const { from, to } = steps[i];
    const name = looks.nameOf(told.statements[index].weight, via !== "");
    const bar = el("i", {
      class: via === "" ? "" : "group",
      style:
        `left:${percent(at(Math.min(from, to)))};width:${percent(Math.abs(at(to) - at(from)))};` +
        `background:var(--${name});--rim:${looks.rim(name)}`,
    });
    const joint = el("u", { style: `left:${percent(at(to))}` });
    const row = el(
      "tr",
      { title: told.statements[index].headline },
      el("th", { scope: "row", text: told.statements[index].verb }),
      el("td", { class: "track", "aria-hidden": "true" }, el("div", {}, bar, joint)),
      el("td", { text: number(adds) }),
    );
    if (i !== firstOfGroup) return [row];
    const share = words.share(told.share).replace("× ", "");
    const head = words.t("told.through", { share });
    const track = el("td", { class: "track" }, el("div"));
    return [
      el(
        "tr",
        { class: "head" },
        el("th", { scope: "row" }, el("span", { text: head })),
        track,
        el("td"),
      ),
      row,
    ];
  });
  const title = words.t("told.why", { score: words.signed(score.score) });
  return el(
    "section",
    { style: `--zero:${percent(at(0))}` },
    el("h3", { text: title }),
    el("p", { class: "small", text: words.count("told.stacked", score.parts.length) }),
    el(
      "table",
      { class: "why" },
      el("caption", { class: "hidden", text: title }),
      el(
        "thead",
        { class: "hidden" },
        el(
          "tr",
          {},
          el("th", { scope: "col", text: words.t("told.act") }),
          el("td"),
          el("th", { scope: "col", text: words.t("told.adds") }),
        ),
      ),
      el("tbody", {}, rows),
      el(
        "tfoot",
        {},
        el(
          "tr",
          {},
          el("th", { scope: "row", text: words.t("told.net") }),
          el("td", { class: "track", "aria-hidden": "true" }, el("div")),
          el("td", { text: number(score.net) }),
        ),
      ),
    ),
    el("p", { class: "formula", text: score.formula }),
    drawBalance(score, { words, looks, number }),
  );
}

/**
 * Conflict and cooperation apart.
 * @param {ToldScore} score
 * @param {Pick<Given, "words"|"looks"|"number">} given
 */
function drawBalance({ parts, conflict, cooperation }, { words, looks, number }) {
  const { classes } = looks;
  const sides = [
    { key: "conflict", sum: conflict, look: classes[0].name, below: true },
    { key: "cooperation", sum: cooperation, look: classes[classes.length - 1].name, below: false },
  ].map((side) => ({ ...side, n: parts.filter(([, adds]) => adds < 0 === side.below).length }));
  const shown = sides.filter(({ sum }) => sum !== 0);
  return el(
    "dl",
    { class: "balance" },
    shown.map(({ key, sum, look, n }) =>
      el(
        "div",
        { style: `flex-grow:${Math.abs(sum).toFixed(3)}` },
        el("dt", { text: `${words.t(`told.balance.${key}`)}, ${words.count("statements", n)}` }),
        el("dd", {
          style: `background:var(--${look});color:${looks.ink(look)}`,
          text: number(sum),
        }),
      ),
    ),
  );
}

/**
 * How much of the net comes by name, and how much through each group.
 * @param {ToldScore} score
 * @param {Pick<Given, "words"|"number">} given
 */
export function drawWhose({ parts }, { words, number }) {
  /** @type {Map<string, {n: number, sum: number}>} */
  const found = new Map([["", { n: 0, sum: 0 }]]);
  for (const [, adds, via] of parts) {
    const { n, sum } = found.get(via) ?? { n: 0, sum: 0 };
    found.set(via, { n: n + 1, sum: sum + adds });
  }
  const title = words.t("told.whose");
  return el(
    "section",
    {},
    el("h3", { text: title }),
    el(
      "table",
      { class: "whose" },
      el("caption", { class: "hidden", text: title }),
      el(
        "tbody",
        {},
        [...found].map(([via, { n, sum }]) =>
          el(
            "tr",
            {},
            el("th", {
              scope: "row",
              text: via === "" ? words.t("told.named") : words.t("told.inherited", { groups: via }),
            }),
            el("td", { text: n ? words.count("statements", n) : words.t("told.none") }),
            el("td", { text: number(sum) }),
          ),
        ),
      ),
    ),
  );
}
