/** The parts around the map: title, language switch, colophon, hover label. */
import { el, write } from "./dom.js";
import { createRest } from "./rest.js";

/** @import { Area } from "./topology.js" */
/** @import { Actions, Model, Part, State } from "./types.d.ts" */

/**
 * The study's title, the tabs of the views, and the language switch, in one bar.
 * @param {Model} model
 * @param {Pick<Actions, "setLanguage">} actions
 * @param {Node[]} parts what stands beside the title
 * @param {Node|null} tool what stands with the languages
 */
export function createMasthead(model, { setLanguage }, parts, tool) {
  const { payload } = model;
  const title = el("h1", { class: "pfr-title" });
  const switches = payload.languages.map((language) =>
    el("button", {
      type: "button",
      lang: language,
      text: language.toUpperCase(),
      "aria-label": ownName(language),
      title: ownName(language),
      onclick: () => setLanguage(language),
    }),
  );
  const languages = el(
    "div",
    { class: "pfr-languages", role: "group", hidden: switches.length < 2 },
    switches,
  );
  return /** @satisfies {Part & Record<string, unknown>} */ ({
    node: el("header", { class: "pfr-top" }, title, parts, el("div", {}, tool, languages)),
    title,
    update({ words }, changed) {
      if (!changed.language) return;
      title.textContent = words.text(payload.title);
      languages.setAttribute("aria-label", words.t("language"));
      switches.forEach((button, i) =>
        button.setAttribute("aria-pressed", String(payload.languages[i] === words.language)),
      );
    },
  });
}

/**
 * A language's name in that language: "English", "Español".
 * @param {string} language
 */
function ownName(language) {
  const name = new Intl.DisplayNames([language], { type: "language" }).of(language) ?? language;
  return name[0].toLocaleUpperCase(language) + name.slice(1);
}

/**
 * Where all this comes from, under every map; the year of the borders follows when the reader rests.
 * @param {Model} model
 * @param {(() => string)|null} address returns that of the whole page; null where this is it
 * @param {Record<string, (() => void)|null>} links what each opens, by its name; null for none
 */
export function createColophon({ payload }, address, links) {
  const said = el("span");
  const whole = address && linkTo(address);
  const buttons = Object.entries(links).flatMap(([key, open]) =>
    open ? { key, node: el("button", { type: "button", class: "pfr-link", onclick: open }) } : [],
  );
  const node = el(
    "footer",
    { class: "pfr-colophon" },
    said,
    whole,
    buttons.map((button) => button.node),
  );
  const rest = createRest();

  /** @param {State} state */
  const say = ({ words, eraIndex }) =>
    write(said, { text: words.colophon(payload.eras[eraIndex]) });

  return /** @satisfies {Part} */ ({
    node,
    update(state, changed) {
      if (changed.language) {
        if (whole) whole.textContent = state.words.t("source.all");
        for (const button of buttons)
          button.node.textContent = state.words.t(`source.${button.key}`);
        say(state);
      } else if (changed.era) rest.later(() => say(state));
    },
    destroy: rest.cancel,
  });
}

/**
 * The label beside the pointer.
 * @param {Model} model
 */
export function createLabel(model) {
  const name = el("b");
  const value = el("span", { class: "pfr-label-score" });
  const note = el("em");
  const node = el(
    "div",
    { class: "pfr-label", hidden: true, "aria-hidden": "true" },
    name,
    value,
    note,
  );
  /** @type {State} */
  let state;
  /** @type {Area|null} */
  let shown = null;

  /**
   * @param {string} code
   * @param {Area} area
   */
  function fill(code, area) {
    const { words } = state;
    const group = model.listedUnder(code, state);
    name.textContent = words.text(area.properties.name);
    const isFocus = model.isFocus(code, state.eraIndex);
    value.textContent = isFocus ? words.t("hover.focus") : describe(group ?? code);
    if (group !== null) {
      const named = words.text(model.nameOf(group, state.eraIndex)) || group;
      value.textContent = words.t("hover.group", { group: named, score: describe(group) });
    }
    const notes = [group === null ? "" : words.none("hover.unnamed"), area.properties.note];
    note.textContent = notes
      .map((text) => (typeof text === "string" ? text : words.text(text)))
      .filter(Boolean)
      .join(". ");
  }

  /** @param {string} code */
  function describe(code) {
    const { words, beforeIndex } = state;
    const reading = model.readingOf(code, state);
    if (reading?.became === "score") {
      const statements = words.count("statements", reading.now.events.length);
      const doubt = reading.unsettled ? [words.t("legend.unsettled")] : [];
      return [words.reading(reading), statements, ...doubt].join(" · ");
    }
    if (beforeIndex === null) return words.t("hover.no_data");
    const absent = model.notThen(code, beforeIndex) ? [words.t("hover.not_then")] : [];
    if (!reading) return absent[0] ?? words.t("hover.neither");
    const numbers = {
      change: words.reading(reading),
      before: reading.before ? words.signed(reading.before.score) : "",
      now: reading.now ? words.signed(reading.now.score) : "",
    };
    const doubt = reading.unsettled ? [words.t("legend.unsettled")] : [];
    return [words.t(`hover.${reading.became}`, numbers), ...doubt, ...absent].join(". ");
  }

  return /** @satisfies {Part & Record<string, unknown>} */ ({
    node,
    /**
     * Show the label of a state beside the pointer, inside the stage; hide it without one.
     * @param {Area|null} area
     * @param {MouseEvent|null} event
     * @param {HTMLElement} stage
     */
    hover(area, event, stage) {
      write(node, { hidden: !area });
      if (area && area !== shown) fill(area.properties.code, area);
      shown = area;
      if (!event) return;
      const box = stage.getBoundingClientRect();
      const x = event.clientX - box.left;
      const y = event.clientY - box.top;
      const left = x + 14 + node.offsetWidth > box.width ? x - 14 - node.offsetWidth : x + 14;
      const top = y + 14 + node.offsetHeight > box.height ? y - 14 - node.offsetHeight : y + 14;
      node.style.transform = `translate(${Math.max(0, left)}px,${Math.max(0, top)}px)`;
    },
    update(next) {
      state = next;
      shown = null;
    },
  });
}

/**
 * A link whose address is asked for when it is followed.
 * @param {() => string} address
 */
function linkTo(address) {
  const link = el("a", {
    class: "pfr-link",
    href: "?",
    target: "_blank",
    onclick: () => (link.href = address()),
  });
  return link;
}
