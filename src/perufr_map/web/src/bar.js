/** The bar of a phone: search and menu, each behind a button. */
import { el, icon } from "./dom.js";

/** @import { Part } from "./types.d.ts" */

/**
 * @param {HTMLElement} root
 * @param {HTMLElement} finder what the search opens
 * @param {boolean} hasMenu whether the page has a menu of its own
 */
export function createBar(root, finder, hasMenu) {
  /**
   * A button that opens something, by a class of the root, and shuts it.
   * @param {"finding"|"menu"} what
   * @param {Parameters<typeof icon>[0]} picture
   */
  function opener(what, picture) {
    const node = el(
      "button",
      { type: "button", class: "pfr-tool", onclick: () => set(!isOpen()) },
      icon(picture),
    );
    const isOpen = () => root.classList.contains(`pfr-${what}`);
    /** @param {boolean} open */
    function set(open) {
      root.classList.toggle(`pfr-${what}`, open);
      node.setAttribute("aria-expanded", String(open));
      if (open && what === "finding") finder.querySelector("input")?.focus();
    }
    node.setAttribute("aria-expanded", "false");
    return { node, isOpen, set };
  }

  const search = opener("finding", "search");
  const menu = opener("menu", "menu");

  /** @param {KeyboardEvent} event */
  function leave({ key }) {
    if (key !== "Escape" || !search.isOpen()) return;
    search.set(false);
    search.node.focus();
  }
  finder.addEventListener("keydown", leave);
  finder.addEventListener("focusout", ({ relatedTarget }) => {
    if (relatedTarget !== search.node) search.set(false);
  });

  return /** @satisfies {Part} */ ({
    node: el("div", { class: "pfr-tools" }, search.node, hasMenu ? menu.node : null),
    update({ words }, changed) {
      if (changed.language) {
        search.node.setAttribute("aria-label", words.t("search.label"));
        menu.node.setAttribute("aria-label", words.t("menu"));
      }
      if (changed.selected) search.set(false);
      if (changed.language || changed.view) menu.set(false);
    },
  });
}
