/** The search box: any counterpart or state, in any of the study's languages, accents or none. */
import { el, icon, uid } from "./dom.js";
import { unpack } from "./texts.js";
import { fold } from "./words.js";

/** @import { Actions, Model, Part, State } from "./types.d.ts" */

const MOST = 8;

/**
 * Every name a code ever has, folded for comparing.
 * @param {Model} model
 * @param {string} code
 */
function namesOf(model, code) {
  const areas = model.areas(code).map(({ properties }) => properties.name);
  const names = [model.counterparts.get(code)?.name, ...areas]
    .flatMap((name) => Object.values(unpack(name, model.payload.texts)))
    .flatMap((name) => name ?? []);
  return [...new Set([...names, code].map(fold))];
}

/**
 * -1 for all of a name, 0 for its beginning, 1 for a word's, 2 for anywhere, null for nowhere.
 * @param {string[]} names
 * @param {string} query
 */
function rank(names, query) {
  const found = names.flatMap((name) => {
    const position = name.indexOf(query);
    if (position < 0) return [];
    if (name === query) return -1;
    return position === 0 ? 0 : name.includes(` ${query}`) ? 1 : 2;
  });
  return found.length ? Math.min(...found) : null;
}

/**
 * @param {Model} model
 * @param {Pick<Actions, "pick">} actions
 */
export function createFinder(model, { pick }) {
  const entries = model.codes.map((code) => ({ code, names: namesOf(model, code) }));
  /** @type {State} */
  let state;
  /** @type {{code: string}[]} */
  let results = [];
  let active = -1;

  const list = el("ul", {
    class: "pfr-results",
    role: "listbox",
    id: uid("results"),
    hidden: true,
  });
  const input = el("input", {
    type: "text",
    class: "pfr-search",
    role: "combobox",
    autocomplete: "off",
    spellcheck: "false",
    "aria-autocomplete": "list",
    "aria-expanded": "false",
    "aria-controls": list.id,
    oninput: search,
    onkeydown: press,
    onblur: hide,
    onfocus: () => input.value && search(),
  });
  const live = el("p", { class: "pfr-hidden", role: "status" });
  const node = el(
    "div",
    { class: "pfr-finder", role: "search" },
    icon("search"),
    input,
    list,
    live,
  );

  /**
   * The key of a search, wherever nothing is written.
   * @param {KeyboardEvent} event
   */
  function call(event) {
    const { key, ctrlKey, metaKey, altKey } = event;
    const at = /** @type {Element} */ (event.composedPath()[0]);
    const writes = at.closest?.("input:not([type=range]), select, textarea, [contenteditable]");
    if (key !== "/" || ctrlKey || metaKey || altKey || writes) return;
    if (!input.checkVisibility()) return;
    event.preventDefault();
    input.focus();
  }
  addEventListener("keydown", call);

  function hide() {
    list.hidden = true;
    active = -1;
    input.setAttribute("aria-expanded", "false");
    input.removeAttribute("aria-activedescendant");
  }

  /** @param {string} code */
  function choose(code) {
    hide();
    input.value = "";
    pick(code, input);
  }

  /**
   * @param {{code: string}} result
   * @param {number} index
   */
  function option({ code }, index) {
    const { words, eraIndex } = state;
    const reading = model.readingOf(code, state);
    const name = words.text(model.nameOf(code, eraIndex));
    return el(
      "li",
      {
        role: "option",
        id: `${list.id}-${index}`,
        "aria-selected": "false",
        onmousedown: (event) => event.preventDefault(), // keep the focus in the box
        onclick: () => choose(code),
      },
      el("span", { text: name }),
      reading
        ? el("b", {
            class: `pfr-chip ${model.classesOf(code, reading, state)}`,
            text: words.reading(reading),
          })
        : model.notThen(code, eraIndex)
          ? el("small", { text: words.t("search.not_then") })
          : null,
    );
  }

  function search() {
    const { words, eraIndex } = state;
    const query = fold(input.value.trim());
    /** @param {{code: string}} entry */
    const name = ({ code }) => words.text(model.nameOf(code, eraIndex));
    results = !query
      ? []
      : entries
          .flatMap(({ code, names }) => {
            const place = rank(names, query);
            return place === null ? [] : { code, rank: place };
          })
          .sort((a, b) => a.rank - b.rank || name(a).localeCompare(name(b), words.language))
          .slice(0, MOST);
    list.replaceChildren(
      ...(results.length || !query
        ? results.map(option)
        : [
            el("li", {
              class: "pfr-nothing",
              role: "option",
              "aria-disabled": "true",
              "aria-selected": "false",
              text: words.t("search.none"),
            }),
          ]),
    );
    list.hidden = !query;
    input.setAttribute("aria-expanded", String(!list.hidden));
    live.textContent = query ? words.count("search.found", results.length) : "";
    mark(results.length ? 0 : -1);
  }

  /** @param {number} index */
  function mark(index) {
    active = index;
    [...list.children].forEach((item, i) =>
      item.setAttribute("aria-selected", String(i === index)),
    );
    if (index < 0) return input.removeAttribute("aria-activedescendant");
    input.setAttribute("aria-activedescendant", `${list.id}-${index}`);
    list.children[index].scrollIntoView?.({ block: "nearest" });
  }

  /** @param {KeyboardEvent} event */
  function press(event) {
    const { key } = event;
    if (key === "Escape" && (!list.hidden || input.value)) {
      event.stopPropagation();
      input.value = "";
      hide();
    } else if (key === "Enter" && active >= 0) {
      event.preventDefault();
      choose(results[active].code);
    } else if ((key === "ArrowDown" || key === "ArrowUp") && results.length) {
      event.preventDefault();
      if (list.hidden) return search();
      mark((active + (key === "ArrowDown" ? 1 : results.length - 1)) % results.length);
    }
  }

  return /** @satisfies {Part} */ ({
    node,
    update(next, changed) {
      state = next;
      if (changed.language) {
        input.placeholder = state.words.t("search.find");
        input.setAttribute("aria-label", state.words.t("search.label"));
        list.setAttribute("aria-label", state.words.t("search.label"));
      }
      if (!list.hidden) search();
    },
    destroy: () => removeEventListener("keydown", call),
  });
}
