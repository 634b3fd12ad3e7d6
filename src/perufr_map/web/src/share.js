/** What there is to share of a file: its link and its citation, in a dialog that says what they show. */
import { fillCitation } from "./cited.js";
import { copy } from "./copy.js";
import { el, icon, uid } from "./dom.js";
import { headlineOf } from "./intro.js";
import { methodIn } from "./legend.js";
import { joined } from "./texts.js";

/** @import { Model, Part, State } from "./types.d.ts" */

const SAID = 2500; // ms a button says what it did

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
  const rows = ["link", "citation", ...styles.map(([style]) => style)].map((key) => {
    const name = el("b", { text: key });
    const text = el("p", { class: "pfr-sharing-text", tabindex: 0 });
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

  function cite() {
    const { words, eraIndex } = state;
    const { headline } = headlineOf(model, state, eraIndex);
    const parts = [words.text(payload.title), words.colophon(payload.eras[eraIndex])];
    const quoted = words.t("share.quoted", { view: headline });
    return [quoted, `${view()}. ${parts[0]}.`, parts[1], methodIn(words, payload)]
      .filter(Boolean)
      .join(" ");
  }

  function open() {
    const { words, selected, eraIndex, frame } = state;
    const name = selected && words.text(model.nameOf(selected, eraIndex));
    said.textContent = words.t("share.said", {
      view: joined([view(), name]),
      frame: words.t(`frame.${frame ?? "study"}`),
      method: methodIn(words, payload).replace(/\.$/, "") || words.t("share.own"),
    });
    const { method: departures = {} } = payload;
    const shown = Object.keys(departures).length
      ? { headline: view(), name: "" }
      : headlineOf(model, state, eraIndex);
    const scored = { departures, said: methodIn(words, payload) };
    const cited = styles.map(([style, text]) =>
      fillCitation(style, words.text(text), { ...shown, ...scored }),
    );
    const texts = [address(), cite(), ...cited];
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
        if (words.has(`share.${key}`)) name.textContent = words.t(`share.${key}`);
        act.textContent = words.t("share.copy");
        act.setAttribute("aria-label", `${words.t("share.copy")}: ${name.textContent}`);
      }
    },
  });
}
