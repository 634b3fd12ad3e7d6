/** One statement, whole: what it says, of whom and when, and the ways from it to other views. */
import { el } from "./dom.js";
import { chipStyle, createNumber } from "./looks.js";
import { dotted, placesOf } from "./stands.js";
import { joined } from "./texts.js";

/** @import { createLooks } from "./looks.js" */
/** @import { Told } from "./told.d.ts" */
/** @import { Change, Words } from "./types.d.ts" */

/** @param {Words} words @param {string} category */
export const categoryName = (words, category) => words.t(`page.category.${category}`);

/**
 * @param {Told} told
 * @param {Words} words
 * @param {ReturnType<typeof createLooks>} looks
 * @param {(view: string, index: number) => void} go to another view of a statement
 */
export function createStatementCard(told, words, looks, go) {
  const { statements, counterparts } = told;
  const number = createNumber(told);
  const node = el("section", { class: "card" });

  /**
   * A statement's weight on its colour.
   * @param {number} index
   */
  function chip(index) {
    const { weight, counterpart } = statements[index];
    const group = counterparts[counterpart].kind === "group";
    return el("b", {
      class: group ? "chip group" : "chip",
      style: chipStyle(looks.nameOf(weight, group), looks),
      text: number(weight),
    });
  }

  /** @param {number|null} index null where none is found */
  function show(index) {
    if (index === null) {
      node.replaceChildren(el("p", { class: "small", text: words.t("told.events.nothing") }));
      return;
    }
    const { headline, narrative, counterpart, date, type, category, doubt } = statements[index];
    const { name } = counterparts[counterpart];
    const act = `${type} (${categoryName(words, category)})`;
    const link = (/** @type {string} */ key, /** @type {string} */ view) =>
      el("button", {
        type: "button",
        class: "link",
        text: words.t(key),
        onclick: () => go(view, index),
      });
    node.replaceChildren(
      el("p", { class: "small", text: joined([name, date]) }),
      el("div", { class: "row" }, chip(index), el("h3", { text: headline })),
      el("p", { text: narrative }),
      el("p", { class: "small" }, dotted([act, placesOf(statements[index]), doubt])),
      el(
        "div",
        { class: "links" },
        link("told.on_map", "map"),
        link("told.events.counterpart", "country"),
      ),
    );
  }

  return { node, chip, show };
}
