/** The shelf under the map: whoever has a score and no place on it, as diamonds pulled wide. */
import { el, uid, write } from "./dom.js";
import { sizeOf } from "./scale.js";
import { createStack } from "./stack.js";
import { spokenOf } from "./steps.js";

/** @import { Actions, At, Model, Part, State } from "./types.d.ts" */

const WHOLE = 0.97; // share of a diamond in sight

/**
 * @param {Model} model
 * @param {Pick<Actions, "pick">} actions
 */
export function createShelf(model, { pick }) {
  const title = el("h3", { id: uid("shelf") });
  const stack = createStack(model, drawList);
  const more = el("button", { type: "button", class: "pfr-link", onclick: turn });
  const node = el(
    "section",
    { class: "pfr-shelf", "aria-labelledby": title.id },
    title,
    stack.node,
    more,
  );
  /** @type {State} */
  let state;
  /** @type {ReturnType<typeof drawList>} */
  let shown;
  /** @type {WeakSet<Element>} */
  const cut = new WeakSet(); // those that are not wholly in sight

  /**
   * Who has a reading and no place on the map, by |score| and then by name.
   * @param {State} state
   */
  function actorsIn(state) {
    const { words, eraIndex } = state;
    const homes = new Set(
      model.states.flatMap((area) =>
        model.isDrawn(area, eraIndex) ? (model.homeOf(area.properties.code, state) ?? []) : [],
      ),
    );
    return [...model.counterparts]
      .filter(([code]) => !model.onMap(code) && !homes.has(code))
      .flatMap(([code, { short }]) => {
        const reading = model.readingOf(code, state);
        const whole = words.text(model.nameOf(code, eraIndex));
        return reading ? { code, reading, whole, name: words.text(short) || whole } : [];
      })
      .sort((a, b) => sizeOf(b.reading) - sizeOf(a.reading) || a.name.localeCompare(b.name));
  }

  /**
   * @param {ReturnType<typeof actorsIn>[number]} actor
   * @param {State} at
   */
  function draw({ code, reading, whole, name }, at) {
    const tone = model.lookOf(code, reading, at);
    const hatch = reading.unsettled ? `--hatch:var(--pfr-hatch-${tone});` : "";
    const rim = model.isFirm(reading) ? `--rim:var(--pfr-firm-${tone});` : "";
    const button = el(
      "button",
      {
        type: "button",
        class: "pfr-actor",
        "data-code": code,
        title: whole === name ? null : whole,
        style: `--fill:var(--pfr-${tone});--ink:var(--pfr-ink-${tone},var(--pfr-text));${hatch}${rim}`,
        onclick: () => pick(code, button),
      },
      el("span", {}, name),
      el("b", {}, at.words.reading(reading)),
    );
    return button;
  }

  /** @param {State} at */
  function drawList(at) {
    const buttons = actorsIn(at).map((actor) => draw(actor, at));
    buttons.forEach((button) => watcher.observe(button));
    const items = buttons.map((button) => el("li", {}, button));
    return { node: el("ul", {}, items), buttons };
  }

  /** Show the next ones that do not fit; after the last the first. */
  function turn() {
    const { node } = shown;
    const atEnd = node.scrollLeft + node.clientWidth >= node.scrollWidth - 2;
    node.scrollTo({ left: atEnd ? 0 : node.scrollLeft + node.clientWidth * 0.8 });
  }

  function count() {
    const hidden = shown.buttons.filter((button) => cut.has(button)).length;
    write(more, { text: state.words.t("shelf.more", { n: hidden }) });
    more.style.visibility = hidden ? "" : "hidden"; // its room stays, else it would come and go
  }

  const watcher = new IntersectionObserver(
    (entries) => {
      for (const { target, intersectionRatio } of entries) {
        if (intersectionRatio > WHOLE) cut.delete(target);
        else cut.add(target);
      }
      count();
    },
    { root: stack.node, threshold: WHOLE },
  );

  /** Mark who is selected, and of whom the story speaks. */
  function mark() {
    const spoken = spokenOf(model.payload, state);
    for (const button of stack.layers().flatMap(({ buttons }) => buttons)) {
      const { code = "" } = button.dataset;
      button.classList.toggle("pfr-spoken", spoken.includes(code));
      write(button, { "aria-pressed": String(code === state.selected) });
    }
  }

  return /** @satisfies {Part & Record<string, unknown>} */ ({
    node,
    /**
     * Who stands on the shelf in another era, as a picture.
     * @param {At} at
     */
    copy(at) {
      if (!state) return null;
      const then = { ...state, ...at };
      const names = actorsIn(then).map((actor) => draw(actor, then));
      for (const name of names) name.disabled = true;
      return el(
        "div",
        { class: "pfr-shelf pfr-shelf-copy", "aria-hidden": "true" },
        el("ul", {}, names),
      );
    },
    update(next, changed) {
      state = next;
      if (changed.language) title.textContent = state.words.t("shelf.label");
      if (changed.scores) {
        stack.forget();
        watcher.disconnect();
      }
      shown = stack.show(state);
      mark();
      count();
    },
    destroy() {
      stack.destroy();
      watcher.disconnect();
    },
  });
}
