/** What there is to share of a file: its link and its citation, in a dialog that says what they show. */
import { copy } from "./copy.js";
import { el, icon, uid } from "./dom.js";
import { headlineOf } from "./intro.js";
import { methodIn } from "./legend.js";

/** @import { Model, Part, State } from "./types.d.ts" */

const SAID = 2500; // ms a button says what it did

/**
 * Put headline and name of a view into a citation. A headline that ends in a mark of its own has
 * no full stop.
 * @param {string} template
 * @param {ReturnType<typeof headlineOf>} shown
 */
export function fillCitation(template, { headline, name }) {
  const ended = /[.?!…]$/.test(headline) ? headline : `${headline}.`;
  return template
    .replace("\x01.", () => ended)
    .replace("\x01", () => headline)
    .replaceAll("\x02", () => name || headline);
}

/**
 * @param {Model} model
 * @param {() => string} address returns the link to what is shown
 */
export function createShare(model, address) {
  const { payload } = model;
  /** @type {State} */
  let state;
  const button = el("button", { type: "button", class: "pfr-sharing", onclick: open });
  const title = el("h2", { id: uid("share") });
  const said = el("p");
  const close = el(
    "button",
    { type: "button", class: "pfr-button", onclick: () => dialog.close() },
    icon("close"),
  );
  const styles = Object.entries(payload.cites ?? {});
  const rows = ["link", ...styles.map(([style]) => style)].map((key) => {
    const name = el("b", { text: key });
    const text = el("p", { class: "pfr-sharing-text" });
    const act = el("button", { type: "button", "aria-live": "polite", onclick: press });
    async function press() {
      const { words } = state;
      const done = await copy(text.textContent ?? "");
      act.textContent = words.t(done ? "share.copied" : "share.uncopied");
      setTimeout(() => (act.textContent = state.words.t("share.copy")), SAID);
    }
    return { key, name, text, act, node: el("div", {}, name, text, act) };
  });
  const dialog = el(
    "dialog",
    { class: "pfr-sharing-dialog", "aria-labelledby": title.id },
    el("header", {}, title, close),
    said,
    rows.map(({ node }) => node),
  );

  /** What is shown, by name: the era, and the one it is compared with. */
  function view() {
    const { words, eraIndex, beforeIndex } = state;
    const name = words.text(payload.eras[eraIndex].name);
    if (beforeIndex === null) return name;
    return words.t("card.versus", {
      era: name,
      before: words.text(payload.eras[beforeIndex].name),
    });
  }

  function open() {
    const { words, selected, eraIndex, frame } = state;
    const name = selected && words.text(model.nameOf(selected, eraIndex));
    said.textContent = words.t("share.said", {
      view: [view(), name].filter(Boolean).join(", "),
      frame: words.t(`frame.${frame ?? "study"}`),
      method: methodIn(words, payload).replace(/\.$/, "") || words.t("share.own"),
    });
    const shown = headlineOf(model, state, eraIndex);
    const cited = styles.map(([, template]) => fillCitation(words.text(template), shown));
    const texts = [address(), ...cited];
    rows.forEach(({ text }, i) => (text.textContent = texts[i]));
    dialog.showModal();
  }

  return /** @satisfies {Part & Record<string, unknown>} */ ({
    node: el("div", {}, button, dialog),
    dialog,
    open,
    update(next, changed) {
      state = next;
      if (!changed.language) return;
      const { words } = state;
      button.textContent = title.textContent = words.t("share");
      close.setAttribute("aria-label", words.t("card.close"));
      for (const { key, name, act } of rows) {
        if (key === "link" || !key)
          name.textContent = words.t(key ? "share.link" : "share.citation");
        act.textContent = words.t("share.copy");
        act.setAttribute("aria-label", `${words.t("share.copy")}: ${name.textContent}`);
      }
    },
  });
}
