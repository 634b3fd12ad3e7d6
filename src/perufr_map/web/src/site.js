/** Put the map into its page, and links to the pages of what it shows beside it. */

/** @import { Payload } from "./payload.d.ts" */
/** @import { Choices } from "./types.d.ts" */

/** @param {string} id */
const find = (id) => /** @type {HTMLElement} */ (document.getElementById(id));

const here = find("here");
const { title, documentElement: page } = document;
const { lang } = page;
/** @type {Payload} */
const payload = { ...perufrStudy, topology: perufrWorld };
const view = perufr.mount(L.map(find("map"), perufr.mapOptions), payload, {
  era: payload.eras.at(-1)?.id,
  permalink: true,
  onChange: follow,
});
view.root.removeAttribute("role"); // the page has a main of its own
document.title = title;
page.lang = lang; // the map has its own

/**
 * The same links as in the lists below the map.
 * @param {Choices} choices
 */
function follow({ era, selected }) {
  const wanted = [linkTo("era", era), selected === null ? null : linkTo("counterpart", selected)];
  const links = wanted.filter((link) => link !== null);
  here.querySelector("span")?.replaceChildren(
    ...links.flatMap((link) => {
      const copy = /** @type {HTMLAnchorElement} */ (link.cloneNode(true));
      for (const name of Object.keys(copy.dataset)) delete copy.dataset[name];
      return [copy, " "];
    }),
  );
  here.hidden = links.length === 0;
}

/**
 * @param {"era"|"counterpart"} target
 * @param {string} id
 * @returns {HTMLAnchorElement|null}
 */
function linkTo(target, id) {
  return document.querySelector(`a[data-${target}="${CSS.escape(id)}"]`);
}

follow(view.state());
addEventListener("hashchange", () => follow(view.state()));
