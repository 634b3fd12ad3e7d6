/** The card of one counterpart: its score, the events behind it, and their sources. */
import { el, focusIn, icon, uid, write } from "./dom.js";
import { createEvents } from "./events.js";
import { classOf, toneOf } from "./scale.js";
import { term } from "./tips.js";

/** @import { ScoreData } from "./payload.d.ts" */
/** @import { Actions, Child, Model, Part, Reading, State, Words } from "./types.d.ts" */

/** @typedef {Extract<Reading, {became: "score"}>} ScoreReading */
/** @typedef {Exclude<Reading, {became: "score"}>} ChangeReading */

/**
 * @param {number|null|undefined} value
 * @returns {value is number}
 */
const isNumber = (value) => value !== null && value !== undefined;

/** @param {string} text */
const capital = (text) => text.slice(0, 1).toLocaleUpperCase() + text.slice(1);

/**
 * @param {Model} model
 * @param {Pick<Actions, "close"|"setEra">} actions
 */
export function createCard(model, { close, setEra }) {
  const { payload } = model;
  const { scale } = payload;
  const [low, high] = scale.domain;
  /** @param {number} value */
  const at = (value) => (100 * (value - low)) / (high - low);
  const list = createEvents(model);
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
  /** @type {string|null} */
  let shown = null;
  /** @type {State} */
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
   * @param {Reading} reading
   * @param {...Node|null} rest
   */
  const verdict = (reading, ...rest) =>
    el(
      "div",
      { class: "pfr-verdict" },
      el("p", {
        class: `pfr-big pfr-on-${toneOf(reading, scale)}`,
        text: words.reading(reading),
      }),
      el("div", {}, rest),
    );

  /** @param {ScoreData} score */
  function certainty({ low, high }) {
    if (!isNumber(low) || !isNumber(high)) {
      return term(`${words.t("card.single")}.`, words.t("help.single"));
    }
    const limits = { low: words.signed(low), high: words.signed(high) };
    return term(`${words.t("card.range", limits)}.`, words.t("help.range"));
  }

  /**
   * A score as a dot, its range as a whisker.
   * @param {ScoreReading} reading
   */
  function renderScore(reading) {
    const { now } = reading;
    const balance = words.t("card.balance", {
      cooperation: words.signed(now.cooperation ?? 0),
      conflict: words.signed(now.conflict ?? 0),
      events: words.count("events", now.events.length),
    });
    const { low, high } = now;
    const ranges = !reading.single && isNumber(low) && isNumber(high);
    const whisker = ranges ? el("i", { class: "pfr-bar-range", style: span(low, high) }) : null;
    return verdict(
      reading,
      bar(whisker, dot(now.score)),
      small(`${balance}.`),
      small(certainty(now)),
    );
  }

  /**
   * The two scores as dots, the earlier one hollow, and what lies between.
   * @param {ChangeReading} reading
   */
  function renderChange(reading) {
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
      reading,
      bar(path, before && dot(before.score, "pfr-bar-before"), now && dot(now.score)),
      small(`${said}.`),
      reading.single ? small(certaintyOfChange(reading)) : null,
    );
  }

  /**
   * In which of the eras a score rests on one statement.
   * @param {ChangeReading} reading
   */
  function certaintyOfChange({ now, before }) {
    const { eraIndex, beforeIndex } = state;
    const found = [
      { score: before, index: beforeIndex },
      { score: now, index: eraIndex },
    ].filter(({ score }) => model.onOne(score));
    const eras = found.map(({ index }) => eraName(index ?? eraIndex)).join(", ");
    return term(`${words.t("card.single_change", { eras })}.`, words.t("help.single_change"));
  }

  /**
   * Why there are no data, and the eras that have some.
   * @param {string} code
   * @param {string} name
   */
  function renderNoData(code, name) {
    if (model.isFocus(code)) return [el("p", { text: words.t("card.focus", { name }) })];
    const absent = state.before === null ? "card.no_data" : "card.neither";
    const key = model.notThen(code, state.eraIndex) ? "card.not_then" : absent;
    const elsewhere = model.erasWithScore(code);
    return [
      el("p", { text: words.t(key, { name }) }),
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
    if (model.isFocus(code)) return [];
    const squares = payload.eras.map((_, index) => {
      const score = model.scoreOf(code, index);
      const versus = index === state.beforeIndex ? "pfr-before" : "";
      return el(
        "button",
        {
          type: "button",
          class: `pfr-square ${versus} ${score ? classFor(score.score) : "pfr-none"}`,
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
        el("span", { text: payload.eras[index].start.slice(0, 4) }),
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
    return [reading.became === "score" ? renderScore(reading) : renderChange(reading)];
  }

  /** @param {string} code */
  function render(code) {
    const active = focusIn(node);
    const keep = node.contains(active) ? active?.dataset.keep : null;
    const name = words.text(model.nameOf(code, state.eraIndex)) || code;
    const reading = model.readingOf(code, state);
    const era = eraName(state.eraIndex);
    const { beforeIndex } = state;
    heading.textContent = name;
    kind.textContent = [
      words.t(`kind.${model.kindOf(code)}`),
      beforeIndex === null ? era : words.t("card.versus", { era, before: eraName(beforeIndex) }),
    ].join(" · ");
    closer.setAttribute("aria-label", words.t("card.close"));
    closer.title = words.t("card.close");
    body.replaceChildren(
      ...renderOpening(code, name, reading),
      ...history(code),
      ...notes(code, name),
      ...events(reading),
    );
    if (!keep) return;
    const kept =
      body.querySelector(`[data-keep="${keep}"]`) ?? body.querySelector("[aria-current]");
    /** @type {HTMLElement|null} */ (kept)?.focus({ preventScroll: true });
  }

  return /** @satisfies {Part & Record<string, unknown>} */ ({
    node,
    focus: () => heading.focus({ preventScroll: true }),
    update(next) {
      state = next;
      ({ words } = state);
      write(node, { hidden: state.selected === null });
      if (state.selected !== null) render(state.selected);
      if (state.selected !== shown) body.scrollTop = 0;
      shown = state.selected;
    },
  });
}
