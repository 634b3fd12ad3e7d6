/** Members of a group, and who joins or leaves one, as the card tells it. */
import { el } from "./dom.js";

/** @import { Actions, Model, State } from "./types.d.ts" */

/**
 * @param {Model} model
 * @param {Pick<Actions, "pick">} actions
 */
export function createMembership(model, { pick }) {
  let open = false;

  /**
   * Open or close those of the other eras, too, which are drawn ahead.
   * @param {HTMLDetailsElement} list
   */
  function follow(list) {
    open = list.open;
    const all = list.closest(".pfr-stack")?.querySelectorAll("details") ?? [];
    for (const other of all) other.open = open;
  }

  /**
   * A state as a button that opens its card.
   * @param {string} code
   * @param {State} state
   */
  function link(code, { words, eraIndex }) {
    const button = el("button", {
      type: "button",
      class: "pfr-link",
      "data-keep": `member-${code}`,
      text: words.text(model.nameOf(code, eraIndex)) || code,
      onclick: () => pick(code, button),
    });
    return button;
  }

  /**
   * States in the order of their names.
   * @param {string[]} codes
   * @param {State} state
   */
  function sort(codes, { words, eraIndex }) {
    /** @param {string} code */
    const name = (code) => words.text(model.nameOf(code, eraIndex)) || code;
    return [...codes].sort((a, b) => name(a).localeCompare(name(b), words.language));
  }

  /**
   * Those that a statement names, those that none does: of a group with a score.
   * @param {string} group
   * @param {State} state
   */
  function members(group, state) {
    const { words, eraIndex } = state;
    if (!model.scoreOf(group, eraIndex)) return [];
    const codes = sort(model.membersIn(group, eraIndex), state);
    const at = { eraIndex, beforeIndex: null, filled: false };
    /** @param {string} code */
    const isNamed = (code) => model.scoreOf(code, eraIndex) && !model.isGroupOnly(code, at);
    const others = codes.filter((code) => !isNamed(code));
    const named = codes.filter(isNamed);
    const list = el(
      "details",
      { class: "pfr-members", ontoggle: () => follow(list) },
      el("summary", { text: words.count("card.members", others.length) }),
      el(
        "ul",
        {},
        others.map((code) => el("li", {}, link(code, state))),
      ),
    );
    list.open = open;
    const told = named.map((code) => {
      const score = model.scoreOf(code, eraIndex);
      return el("li", {}, link(code, state), ` ${score ? words.signed(score.score) : ""}`);
    });
    return [
      others.length ? list : null,
      named.length
        ? el(
            "div",
            { class: "pfr-members" },
            el("p", { class: "pfr-small", text: words.t("card.members_named") }),
            el("ul", {}, told),
          )
        : null,
    ].filter((node) => node !== null);
  }

  /**
   * Who joined or left within the era: of a group its states, of a state its groups.
   * @param {string} code
   * @param {State} state
   */
  function moves(code, { words, eraIndex }) {
    return model.movesIn(code, eraIndex).map(({ group, state, what, day, reason }) => {
      const said = words.t(`card.${what}`, {
        state: words.text(model.nameOf(state, eraIndex)) || state,
        group: words.text(model.nameOf(group, eraIndex)) || group,
        day: words.day(day),
      });
      const why = words.text(reason);
      return el("p", { class: "pfr-small pfr-note", text: why ? `${said}: ${why}` : `${said}.` });
    });
  }

  return { members, moves };
}
