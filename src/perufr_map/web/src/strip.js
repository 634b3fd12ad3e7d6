/** The strip of counterparts that no polygon stands for. */
import { el, uid, write } from "./dom.js";

/** @import { Actions, Model, Part, Words } from "./types.d.ts" */

const KINDS = ["organisation", "group", "non-state", "state"];

/**
 * @param {Model} model
 * @param {Pick<Actions, "pick">} actions
 */
export function createStrip(model, { pick }) {
  const codes = [...model.counterparts.keys()].filter((code) => !model.onMap(code));
  let open = false;
  /** @type {Words} */
  let words;

  const chips = codes.map((code) => {
    const name = el("span");
    const value = el("b");
    const button = el(
      "button",
      { type: "button", class: "pfr-actor", onclick: () => pick(code, button) },
      name,
      value,
    );
    return {
      code,
      button,
      name,
      value,
      item: el("li", {}, button),
      scored: false,
      selected: false,
    };
  });
  const sections = KINDS.map((kind) => {
    const members = chips.filter(({ code }) => model.kindOf(code) === kind);
    const heading = el("h4");
    const list = el(
      "ul",
      {},
      members.map(({ item }) => item),
    );
    return {
      kind,
      members,
      heading,
      list,
      node: el("div", { class: "pfr-kind" }, heading, list),
    };
  }).filter(({ members }) => members.length);
  const title = el("h3", { class: "pfr-strip-title", id: uid("strip") });
  const more = el("button", {
    type: "button",
    class: "pfr-link pfr-more",
    onclick: toggle,
  });
  const node = el(
    "section",
    { class: "pfr-strip", hidden: !codes.length, "aria-labelledby": title.id },
    title,
    sections.map((section) => section.node),
    more,
  );

  function toggle() {
    open = !open;
    show();
  }

  function show() {
    let silent = 0;
    for (const { members, node: section } of sections) {
      let visible = 0;
      for (const chip of members) {
        silent += chip.scored ? 0 : 1;
        const hidden = !chip.scored && !open && !chip.selected;
        write(chip.item, { hidden });
        visible += hidden ? 0 : 1;
      }
      write(section, { hidden: !visible });
    }
    write(more, {
      text: open ? words.t("strip.less") : words.t("strip.more", { n: silent }),
      hidden: !silent,
      "aria-expanded": open ? "true" : "false",
    });
  }

  return /** @satisfies {Part} */ ({
    node,
    update(state, changed) {
      ({ words } = state);
      if (changed.language) {
        title.textContent = words.t("strip.label");
        sections.forEach(({ kind, heading }) => (heading.textContent = words.t(`kinds.${kind}`)));
      }
      for (const chip of chips) {
        const reading = model.readingOf(chip.code, state);
        chip.scored = Boolean(reading);
        chip.selected = chip.code === state.selected;
        write(chip.name, { text: words.text(model.nameOf(chip.code, state.eraIndex)) });
        write(chip.value, {
          text: reading ? words.reading(reading) : "–",
          class: reading ? model.classesOf(chip.code, reading, state) : "pfr-none",
        });
        write(chip.button, { "aria-pressed": chip.selected ? "true" : "false" });
      }
      show();
    },
  });
}
