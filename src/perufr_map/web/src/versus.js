/** The view of two eras: what changed said in a sentence, and as rows, two maps or a slope. */
import { changesBetween, sayChanges, SECTIONS } from "./changes.js";
import { el, uid, write } from "./dom.js";
import { createDumbbells } from "./dumbbells.js";
import { drawSlope } from "./slope.js";

/** @import { Change } from "./changes.js" */
/** @import { Paint } from "./hatches.js" */
/** @import { Actions, Changed, Model, State } from "./types.d.ts" */
/** @import { Shown } from "./views.js" */

/** The name of this view. */
export const COMPARE = "compare";

const FORMS = /** @type {const} */ (["change", "beside", "slope"]);

/** @type {(keyof Changed)[]} */
const REDRAWING = ["first", "language", "era", "before", "scores", "members", "view"];

/**
 * The era that one is compared with unless a reader chooses: the one before it, else the next.
 * @param {Model} model
 * @param {number} era
 */
export const earlierOf = ({ payload: { eras } }, era) => eras[era ? era - 1 : 1]?.id ?? null;

/**
 * Buttons of which one is pressed.
 * @param {readonly (string|null)[]} choices
 * @param {(choice: string|null) => void} choose
 */
function createSwitch(choices, choose) {
  const buttons = choices.map((choice) =>
    el("button", { type: "button", onclick: () => choose(choice) }),
  );
  const node = el("div", { role: "group" }, buttons);
  return {
    node,
    /** @param {string} label @param {(choice: string|null) => string} nameOf */
    translate(label, nameOf) {
      node.setAttribute("aria-label", label);
      buttons.forEach((button, i) => write(button, { text: nameOf(choices[i]) }));
    },
    /** @param {string|null} chosen */
    press(chosen) {
      buttons.forEach((button, i) =>
        write(button, { "aria-pressed": String(choices[i] === chosen) }),
      );
    },
  };
}

/**
 * @param {Model} model
 * @param {Pick<Actions, "choose"|"copyMap"|"showPlain"|"whenMoved">} actions
 * @param {Paint} paint
 * @returns {Shown}
 */
export function createVersus(model, { choose, copyMap, showPlain, whenMoved }, paint) {
  const { eras } = model.payload;
  /** @type {State} */
  let state;
  /** @type {Record<Change["became"], Change[]>} */
  let changes;
  /** @type {typeof FORMS[number]} */
  let form = "change";
  /** @type {Change["became"]|null} */
  let only = null;
  /** @type {string|null} whose row was opened last */
  let selected = null;

  const title = el("h2", { class: "pfr-head" });
  const dek = el("p", { class: "pfr-dek" });
  const [from, to] = ["before", "era"].map((name) => {
    const select = el("select", { id: uid(name), onchange: () => pick(name, select.value) });
    return { select, label: el("label", { class: "pfr-hidden", for: select.id }) };
  });
  const filters = createSwitch([null, "turned", "new", "gone"], (name) => {
    only = /** @type {typeof only} */ (name);
    show();
  });
  const forms = createSwitch(FORMS, (name) => {
    form = /** @type {typeof form} */ (name);
    show();
  });
  filters.node.className = "pfr-filters";
  forms.node.className = "pfr-forms";
  const pair = el("div", { class: "pfr-pair" }, el("h3"), el("h3"));
  const rows = createDumbbells(model, paint, { choose });
  const other = el("div");
  const key = el("p", { class: "pfr-small" });
  const panel = el("div", { class: "pfr-panel" });
  const head = el(
    "header",
    {},
    title,
    dek,
    el(
      "div",
      { class: "pfr-versus-bar" },
      el(
        "div",
        { class: "pfr-eras" },
        from.label,
        from.select,
        el("span", { "aria-hidden": "true", text: "→" }),
        to.label,
        to.select,
      ),
      filters.node,
      forms.node,
    ),
    pair,
  );
  const body = el("div", { class: "pfr-versus-body" }, panel, rows.node, other, key);
  const node = el("section", { class: "pfr-versus" }, head, body);

  /**
   * Neither era is compared with itself: to choose the other one's changes their places.
   * @param {string} name
   * @param {string} id
   */
  function pick(name, id) {
    const { era, before } = state;
    if (name === "era") choose({ era: id, before: id === before ? era : before });
    else choose({ before: id, era: id === era && before ? before : era });
  }

  function translate() {
    const { words } = state;
    from.label.textContent = words.t("changes.earlier");
    to.label.textContent = words.t("changes.later");
    for (const { select } of [from, to]) {
      select.replaceChildren(
        ...eras.map((era) =>
          el("option", {
            value: era.id,
            text: words.aged(era),
          }),
        ),
      );
    }
    forms.translate(words.t("changes.as"), (name) => words.t(`changes.${name}`));
  }

  /** @param {Between} at */
  function say(at) {
    const { words, eraIndex } = state;
    const [before, after] = [at.beforeIndex, eraIndex].map((index) => eras[index]);
    title.textContent = sayChanges(model, words, changes, at);
    const told = words.count("dek.told", Object.keys(model.payload.sources).length);
    const [was, is] = [before, after].map(({ start, end }) => words.years(start, end));
    dek.textContent = words.t("changes.dek", {
      told: told[0].toUpperCase() + told.slice(1),
      focus: words.text(model.aboutIn(eraIndex)),
      before: was,
      after: is,
    });
    const names = [before, after].map((era) => words.short(era));
    key.textContent = words.t("changes.key", { before: names[0], after: names[1] });
    [...pair.children].forEach(
      (heading, i) => (heading.textContent = `${names[i]}, ${[was, is][i]}`),
    );
    const all = SECTIONS.reduce((sum, name) => sum + changes[name].length, 0);
    filters.translate(words.t("changes.filter"), (name) => {
      const short = name === "gone" ? "gone_chip" : (name ?? "all");
      const count = name === null ? all : changes[/** @type {"new"} */ (name)].length;
      return `${words.t(`changes.${short}`)} ${count}`;
    });
  }

  /** Draw what is asked for. */
  function show() {
    const { beforeIndex } = state;
    if (beforeIndex === null || !changes) return;
    filters.press(only);
    forms.press(form);
    const page = /** @type {HTMLElement|null} */ (node.closest(".pfr"));
    if (page) page.dataset.form = form;
    write(rows.node, { hidden: form !== "change" });
    write(key, { hidden: form !== "change" });
    write(pair, { hidden: form !== "beside" });
    showPlain(form === "beside");
    other.replaceChildren();
    if (form === "change") rows.show(state, changes, only);
    else if (form === "slope") {
      const some = SECTIONS.flatMap((name) => ((only ?? name) === name ? changes[name] : []));
      const narrow = page?.dataset.size === "s";
      other.append(
        drawSlope(model, paint, state, some, { label: title.textContent ?? "", narrow }),
      );
    } else copy();
  }

  /** Copy the earlier era's map as the map is seen now. */
  function copy() {
    const { beforeIndex, filled } = state;
    if (form !== "beside" || beforeIndex === null) return;
    other.replaceChildren(...copyMap({ eraIndex: beforeIndex, beforeIndex: null, filled }));
  }

  return {
    node,
    panel,
    withMap: true,
    update(next, changed) {
      state = next;
      if (changed.language) translate();
      if (state.beforeIndex === null || state.beforeIndex === state.eraIndex) {
        // Not before all parts of the page are told of what has changed.
        queueMicrotask(() => choose({ before: earlierOf(model, state.eraIndex) }));
        return;
      }
      from.select.value = state.before ?? "";
      to.select.value = state.era;
      const at = { ...state, beforeIndex: state.beforeIndex };
      if (!changes || REDRAWING.some((name) => changed[name])) {
        changes = changesBetween(model, at);
        say(at);
        show();
      }
      node.dataset.card = String(state.selected !== null && !rows.has(state.selected));
      if (state.selected !== selected) {
        ({ selected } = state);
        if (selected !== null) rows.open(selected, !changed.first);
      }
    },
    leave: () => showPlain(false),
    destroy: whenMoved(() => state && copy()),
  };
}

/** @typedef {import("./changes.js").Between} Between */
