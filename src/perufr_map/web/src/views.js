/** The views of the page: the map, and others, each made when it is first asked for. */
import { el } from "./dom.js";

/** @import { Paint } from "./hatches.js" */
/** @import { Actions, Changed, Model, Part, State } from "./types.d.ts" */

/**
 * @typedef {Part & {node: HTMLElement, panel?: HTMLElement, withMap?: boolean,
 *   leave?: () => void}} Shown
 *   `panel` takes the card in; `withMap`: the map stays beside the view; `leave` is called when
 *   another view is shown
 */
/** @typedef {(model: Model, actions: Actions, paint: Paint) => Shown} Maker */

const MAP = "map";

/**
 * @param {Model} model
 * @param {Actions} actions
 * @param {Record<string, Maker>} makers the views besides the map, by name
 * @param {Object} page
 * @param {Element[]} page.mapParts all that belongs to the map alone
 * @param {HTMLElement} page.card stands in a view's panel, or where the page has a place for it
 * @param {HTMLElement} page.main holds the map
 * @param {(alone: boolean) => HTMLElement} page.home where the card stands beside the map
 * @param {Paint} page.paint of the marks in a view
 */
export function createViews(model, actions, makers, { mapParts, card, main, home, paint }) {
  const names = [MAP, ...Object.keys(makers)];
  const tabs = names.map((name) =>
    el("button", {
      type: "button",
      "data-view": name,
      onclick: () => actions.setView(name === MAP ? null : name),
    }),
  );
  const node = el("div", { class: "pfr-views" });
  /** @type {Map<string, {view: Shown, missed: Changed}>} */
  const made = new Map();

  /**
   * @param {string} name
   * @returns {{view: Shown, missed: Changed}}
   */
  function viewOf(name) {
    const found = made.get(name);
    if (found) return found;
    const view = makers[name](model, actions, paint);
    node.append(view.node);
    const fresh = {
      view,
      missed: /** @type {Changed} */ ({ first: true, era: true, language: true }),
    };
    made.set(name, fresh);
    return fresh;
  }

  /**
   * @param {Shown} view
   * @param {boolean} isShown
   */
  function reveal({ node: part, leave }, isShown) {
    if (!isShown && !part.hidden) leave?.();
    part.hidden = !isShown;
  }

  let shown = MAP;

  function place() {
    const to = made.get(shown)?.view.panel ?? home(shown === MAP);
    if (card.parentElement !== to) to.append(card);
  }

  /** @param {string} next */
  function turnTo(next) {
    shown = next;
    const keeps = made.get(shown)?.view.withMap ? main : null;
    for (const part of mapParts) part.classList.toggle("pfr-away", shown !== MAP && part !== keeps);
    const root = /** @type {HTMLElement|null} */ (node.closest(".pfr"));
    if (root) root.dataset.view = shown;
    for (const [name, { view }] of made) reveal(view, name === shown);
    place();
    tabs.forEach((tab, i) =>
      names[i] === shown
        ? tab.setAttribute("aria-current", "page")
        : tab.removeAttribute("aria-current"),
    );
  }

  return /** @satisfies {Part & Record<string, unknown>} */ ({
    node,
    place,
    tabs: el("nav", { class: "pfr-tabs", hidden: names.length < 2 }, tabs),

    /**
     * Tell the view that is shown what changed; the others hear of it when they are shown.
     * @param {State} state
     * @param {Changed} changed
     */
    update(state, changed) {
      const { words } = state;
      const next = state.view ?? MAP;
      if (changed.language) {
        tabs.forEach((tab, i) => (tab.textContent = words.t(`view.${names[i]}`)));
      }
      for (const each of made.values()) Object.assign(each.missed, changed);
      if (next !== MAP) {
        const { view, missed } = viewOf(next);
        view.update(state, missed);
        made.set(next, { view, missed: {} });
      }
      if (changed.first || changed.view) turnTo(next);
    },
    destroy() {
      for (const { view } of made.values()) view.destroy?.();
    },
  });
}
