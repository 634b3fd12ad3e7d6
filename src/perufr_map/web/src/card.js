/** The card of one counterpart: its score, the events behind it, and their sources. */
import { el, focusIn, icon, uid, write } from "./dom.js";
import { createEvents } from "./events.js";
import { createGrounds } from "./grounds.js";
import { createMembership } from "./membership.js";
import { classOf, isNumber } from "./scale.js";
import { createStack } from "./stack.js";
import { term } from "./tips.js";

/** @import { Actions, Child, Model, Part, Reading, State, Words } from "./types.d.ts" */

/** @typedef {Extract<Reading, {became: "score"}>} ScoreReading */
/** @typedef {Exclude<Reading, {became: "score"}>} ChangeReading */

/** @param {string} text */
const capital = (text) => text.slice(0, 1).toLocaleUpperCase() + text.slice(1);

/**
 * @param {Model} model
 * @param {Pick<Actions, "close"|"setEra"|"pick">} actions
 */
export function createCard(model, { close, setEra, pick }) {
  const { payload } = model;
  const { scale } = payload;
  const [low, high] = scale.domain;
  /** @param {number} value */
  const at = (value) => (100 * (value - low)) / (high - low);
  const list = createEvents(model);
  const grounds = createGrounds(model);
  const membership = createMembership(model, { pick });
  const heading = el("h2", { class: "pfr-card-name", id: uid("card"), tabindex: -1 });
  const kind = el("p", { class: "pfr-card-kind" });
  const closer = el(
    "button",
    { type: "button", class: "pfr-button pfr-card-close", onclick: close },
    icon("close"),
  );
  const body = el("div", { class: "pfr-card-body", tabindex: 0, role: "group" });
  const node = el(
    "div",
    { class: "pfr-card", role: "dialog", "aria-labelledby": heading.id, hidden: true },
    el("header", { class: "pfr-card-head" }, el("div", {}, heading, kind), closer),
    body,
  );
  body.setAttribute("aria-labelledby", heading.id);
  const stack = createStack(model, draw);
  body.append(stack.node);
  /** @type {string|null} */
  let shown = null;
  /** @type {State} that is drawn */
  let state;
  /** @type {Words} */
  let words;

  /** @param {number} value */
  const classFor = (value) => `pfr-on-c${classOf(value, scale)}`;
  /** @param {number} index */
  const eraName = (index) => words.text(payload.eras[index].name);
  /** @param {number} index */
  const eraYears = (index) => words.years(payload.eras[index].start, payload.eras[index].end);
  /** @param {...Child} children */
  const small = (...children) => el("p", { class: "pfr-small" }, ...children);
  /**
   * @param {number} from
   * @param {number} to
   */
  const span = (from, to) => `left:${at(from)}%;right:${100 - at(to)}%`;

  /** @param {number} value */
  const dot = (value, style = "") =>
    el("i", { class: `pfr-bar-dot ${style} ${classFor(value)}`, style: `left:${at(value)}%` });

  /**
   * The scale, with marks on it.
   * @param {...Node|null} marks
   */
  const bar = (...marks) =>
    el(
      "div",
      { class: "pfr-bar", "aria-hidden": "true" },
      el("i", { class: "pfr-bar-zero" }),
      marks,
      el("span", { class: "pfr-bar-low", text: words.tick(low) }),
      el("span", { class: "pfr-bar-high", text: words.tick(high) }),
    );

  /**
   * @param {string} code
   * @param {Reading} reading
   * @param {...Node|null} rest
   */
  const verdict = (code, reading, ...rest) =>
    el(
      "div",
      { class: "pfr-verdict" },
      el("p", {
        class: `pfr-big ${model.classesOf(code, reading, state)}`,
        text: words.reading(reading),
      }),
      el("div", {}, rest),
    );

  /**
   * A score as a dot, its range without any one statement as a whisker.
   * @param {string} code
   * @param {ScoreReading} reading
   */
  function renderScore(code, reading) {
    const { now } = reading;
    const { low, high } = now;
    const ranges = !reading.single && isNumber(low) && isNumber(high);
    const whisker = ranges ? el("i", { class: "pfr-bar-range", style: span(low, high) }) : null;
    const said = grounds.all(code, now, state.eraIndex, words);
    const mark = el("i", {
      class: `pfr-bar-dot pfr-on-${model.lookOf(code, reading, state)}`,
      style: `left:${at(now.score)}%`,
    });
    return verdict(code, reading, bar(whisker, mark), ...said);
  }

  /**
   * The two scores as dots, the earlier one hollow, and what lies between.
   * @param {string} code
   * @param {ChangeReading} reading
   */
  function renderChange(code, reading) {
    const { now, before } = reading;
    const values = [before, now].flatMap((score) => score?.score ?? []);
    const path = el("i", {
      class: "pfr-bar-range",
      style: span(Math.min(...values), Math.max(...values)),
    });
    const said = words.t(`card.${reading.became}`, {
      before: before ? words.signed(before.score) : "",
      now: now ? words.signed(now.score) : "",
    });
    return verdict(
      code,
      reading,
      bar(path, before && dot(before.score, "pfr-bar-before"), now && dot(now.score)),
      small(`${said}.`),
      ...(now && model.isGroupOnly(code, state)
        ? grounds.basis(code, now, state.eraIndex, words)
        : []),
      model.isUnsettled(now) || model.isUnsettled(before)
        ? small(erasOf("unsettled", reading, model.isUnsettled))
        : null,
      reading.single ? small(erasOf("single", reading, model.onOne)) : null,
    );
  }

  /**
   * In which of the eras something holds of a score.
   * @param {"unsettled"|"single"} what
   * @param {ChangeReading} reading
   * @param {(score: Reading["now"]) => boolean} holds
   */
  function erasOf(what, { now, before }, holds) {
    const { eraIndex, beforeIndex } = state;
    const found = [
      { score: before, index: beforeIndex },
      { score: now, index: eraIndex },
    ].filter(({ score }) => holds(score));
    const eras = found.map(({ index }) => eraName(index ?? eraIndex)).join(", ");
    const key = `${what}_change`;
    const help = what === "single" ? key : what;
    return term(`${words.t(`card.${key}`, { eras })}.`, words.t(`help.${help}`));
  }

  /**
   * Why there are no data, and the eras that have some.
   * @param {string} code
   * @param {string} name
   */
  function renderNoData(code, name) {
    if (model.isFocus(code, state.eraIndex))
      return [el("p", { text: words.t("card.focus", { name }) })];
    const form = model.kindOf(code) === "state" ? "" : "_other";
    const absent = `card.${state.before === null ? "no_data" : "neither"}${form}`;
    const groups = model
      .passedOver(code, state)
      .map((group) => model.nameOf(group, state.eraIndex));
    const said = groups.length
      ? "card.passed_over"
      : payload.leaves_out
        ? "card.none_counts"
        : absent;
    const key = model.notThen(code, state.eraIndex) ? "card.not_then" : said;
    const elsewhere = model.erasWithScore(code);
    return [
      el("p", { text: words.t(key, { name, groups: groups.map(words.text).join(", ") }) }),
      elsewhere.length
        ? el(
            "div",
            { class: "pfr-elsewhere" },
            el("span", { class: "pfr-small", text: words.t("card.elsewhere") }),
            elsewhere.map((index) =>
              el("button", {
                type: "button",
                class: "pfr-link",
                "data-keep": `goto-${index}`,
                text: `${eraName(index)}, ${eraYears(index)}`,
                onclick: () => setEra(index),
              }),
            ),
          )
        : small(words.t("card.nowhere")),
    ];
  }

  /**
   * The counterpart's score in every era, as a row of squares.
   * @param {string} code
   */
  function history(code) {
    if (model.isFocus(code, state.eraIndex)) return [];
    const squares = payload.eras.map((_, index) => {
      const score = model.scoreOf(code, index);
      const versus = index === state.beforeIndex ? "pfr-before" : "";
      const reading = model.readingOf(code, { eraIndex: index, beforeIndex: null });
      const at = { ...state, eraIndex: index, beforeIndex: null };
      const tone = reading ? model.classesOf(code, reading, at) : "pfr-none";
      return el(
        "button",
        {
          type: "button",
          class: `pfr-square ${versus} ${tone}`,
          "data-keep": `era-${index}`,
          title: `${eraName(index)}, ${eraYears(index)}`,
          "aria-current": index === state.eraIndex ? "true" : null,
          onclick: () => setEra(index),
        },
        el("span", {
          class: "pfr-hidden",
          text: `${eraName(index)}: ${score ? "" : words.t("legend.no_data")} `,
        }),
        el("b", {
          text: score ? words.signed(score.score) : "–",
          "aria-hidden": !score && "true",
        }),
        el("span", { text: words.began(payload.eras[index]) }),
      );
    });
    const label = words.t("card.eras");
    return [el("div", { class: "pfr-history", role: "group", "aria-label": label }, squares)];
  }

  /**
   * @param {string} code
   * @param {string} name
   */
  function notes(code, name) {
    const area = model.areasIn(code, state.eraIndex)[0]?.properties;
    const texts = [area?.note, model.counterparts.get(code)?.note].map((text) => words.text(text));
    if (model.readingOf(code, state) && model.notThen(code, state.eraIndex)) {
      texts.unshift(words.t("card.not_then", { name }));
    }
    const { beforeIndex } = state;
    if (beforeIndex === null && model.isLeftOut(code, state)) {
      const day = words.day(payload.eras[state.eraIndex].reference_date);
      if (model.areasIn(code, state.eraIndex).length) {
        texts.unshift(words.t("card.left_out", { day }));
      }
    }
    if (beforeIndex !== null && model.notThen(code, beforeIndex)) {
      texts.unshift(words.t("card.not_before", { name, before: eraName(beforeIndex) }));
    }
    return texts
      .filter(Boolean)
      .map((text) => el("p", { class: "pfr-small pfr-note", text: capital(text) }));
  }

  /**
   * The events behind the score, or behind both, each under its era.
   * @param {Reading|null} reading
   */
  function events(reading) {
    const { eraIndex, beforeIndex } = state;
    if (!reading) return [];
    if (beforeIndex === null) return [list(reading.now, state, eraIndex)];
    return [
      list(reading.before, state, beforeIndex, eraName(beforeIndex)),
      list(reading.now, state, eraIndex, eraName(eraIndex)),
    ];
  }

  /**
   * @param {string} code
   * @param {string} name
   * @param {Reading|null} reading
   */
  function renderOpening(code, name, reading) {
    if (!reading) return renderNoData(code, name);
    return [reading.became === "score" ? renderScore(code, reading) : renderChange(code, reading)];
  }

  /** @param {State} at */
  function draw(at) {
    state = at;
    ({ words } = at);
    const code = at.selected ?? "";
    const name = nameOf(code);
    const reading = model.readingOf(code, at);
    const layer = el(
      "div",
      {},
      renderOpening(code, name, reading),
      history(code),
      membership.moves(code, at),
      notes(code, name),
      membership.members(code, at),
      events(reading),
    );
    return { node: layer };
  }

  /** @param {string} code */
  const nameOf = (code) => words.text(model.nameOf(code, state.eraIndex)) || code;

  /** @param {string} code */
  function writeHead(code) {
    const era = eraName(state.eraIndex);
    const { beforeIndex } = state;
    const versus =
      beforeIndex === null ? era : words.t("card.versus", { era, before: eraName(beforeIndex) });
    const close = words.t("card.close");
    write(heading, { text: nameOf(code) });
    write(kind, { text: `${words.t(`kind.${model.kindOf(code)}`)} · ${versus}` });
    write(closer, { "aria-label": close, title: close });
  }

  /** @param {string} code */
  function render(code) {
    const active = focusIn(node);
    const layer = stack.show(state).node;
    writeHead(code);
    if (!active || !stack.node.contains(active)) return;
    stack.settle(); // whoever has the focus in it keeps it
    const kept =
      layer.querySelector(`[data-keep="${active.dataset.keep}"]`) ??
      layer.querySelector("[aria-current]");
    /** @type {HTMLElement|null} */ (kept)?.focus({ preventScroll: true });
  }

  return /** @satisfies {Part & Record<string, unknown>} */ ({
    node,
    focus: () => heading.focus({ preventScroll: true }),
    update(next, changed) {
      const { selected } = next;
      const turned = selected !== shown;
      shown = selected;
      write(node, { hidden: selected === null });
      if (turned || changed.scores) stack.forget();
      state = next;
      ({ words } = state);
      if (selected !== null) render(selected);
      if (turned) body.scrollTop = 0;
    },
    destroy: stack.destroy,
  });
}
