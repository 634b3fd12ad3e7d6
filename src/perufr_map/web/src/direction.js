/** Let what is written from right to left run so, and mark what is in another language. */

import { isTurned } from "./texts.js";

/** @import { Payload } from "./payload.d.ts" */
/** @import { Told } from "./told.d.ts" */
/** @import { Part } from "./types.d.ts" */

/**
 * Give each element whose text has such letters the direction of its own letters, and each that
 * holds a text of the study its language, where that is not the interface's; now and whenever a
 * text changes. The page around them stays as it is.
 * @param {Element} root
 */
function createMarker(root) {
  let language = "";
  /** @type {Set<string>} texts in a language that the interface does not speak */
  let foreign = new Set();
  /** @type {WeakSet<Element>} */
  const marked = new WeakSet();
  const mark = () => {
    for (const node of /** @type {NodeListOf<HTMLElement>} */ (root.querySelectorAll("*"))) {
      const text = node.firstChild?.nodeValue;
      // A sentence of the interface around a study's text runs as the interface does.
      if (isTurned(text) && (!foreign.size || foreign.has(text ?? ""))) node.dir = "auto";
      if (text && foreign.has(text)) {
        node.setAttribute("lang", language);
        // Scripts that have no italics are not slanted, as in pictures.
        node.style.fontStyle = text > "\u0590" ? "normal" : "";
        marked.add(node);
      } else if (marked.delete(node)) {
        node.removeAttribute("lang");
        node.removeAttribute("dir");
        node.style.fontStyle = "";
      }
    }
  };
  const observer = new MutationObserver(mark);
  /**
   * Where there is nothing to mark, nothing is done.
   * @param {string} code the language of the texts
   * @param {string[]} texts those in it, where it is not the interface's
   */
  return (code, texts) => {
    observer.disconnect();
    [language, foreign] = [code, new Set(texts)];
    if (!texts.length && !isTurned(root.textContent)) return;
    mark();
    observer.observe(root, { characterData: true, childList: true, subtree: true });
  };
}

/**
 * The same, for all that the map's page shows.
 * @param {HTMLElement} root
 * @param {Payload} payload
 * @returns {Part}
 */
export function createDirection(root, { texts, topology }) {
  const mark = createMarker(root);
  return {
    update({ words }, changed) {
      if (!changed.language) return;
      const isForeign = words.language !== words.interface;
      const all = isForeign ? [texts, topology.texts] : [];
      mark(
        words.language,
        all.flatMap((each) => each?.[words.language] ?? []).filter((each) => each !== null),
      );
    },
  };
}

/**
 * The same, for a view of what is told.
 * @param {HTMLElement} root
 * @param {Told} told
 */
export function markTold(root, { language, studied, eras, counterparts, statements }) {
  const named = [...eras, ...counterparts].flatMap(({ name, short }) => [name, short]);
  const said = statements.flatMap(({ headline, narrative, date, type, verb }) => [
    headline,
    narrative,
    date,
    type,
    verb,
  ]);
  createMarker(root)(studied, studied === language ? [] : [...named, ...said]);
}
