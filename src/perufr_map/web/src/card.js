/** The card of one counterpart: its score, the events behind it, and their sources. */
import { el, icon, uid } from "./dom.js";
import { createEvents } from "./events.js";
import { classOf, toneOf } from "./scale.js";
import { term } from "./tips.js";

const capital = (text) => text.slice(0, 1).toLocaleUpperCase() + text.slice(1);

/**
 * @param {Object} model
 * @param {{close: Function, setEra: Function}} actions
 */
export function createCard(model, { close, setEra }) {
  const { payload } = model;
  const { scale } = payload;
  const [low, high] = scale.domain;
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
  let shown = null;
  let state = null;
  let words = null;

  const classFor = (value) => `pfr-on-c${classOf(value, scale)}`;
  const eraName = (index) => words.text(payload.eras[index].name);
  const eraYears = (index) => words.years(payload.eras[index].start, payload.eras[index].end);
  const small = (...children) => el("p", { class: "pfr-small" }, ...children);
  const span = (from, to) => `left:${at(from)}%;right:${100 - at(to)}%`;

  const dot = (value, style = "") =>
    el("i", { class: `pfr-bar-dot ${style} ${classFor(value)}`, style: `left:${at(value)}%` });

  /** The scale, with marks on it. */
  const bar = (...marks) =>
    el(
      "div",
      { class: "pfr-bar", "aria-hidden": "true" },
      el("i", { class: "pfr-bar-zero" }),
      marks,
      el("span", { class: "pfr-bar-low", text: words.tick(low) }),
      el("span", { class: "pfr-bar-high", text: words.tick(high) }),
    );

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

  function certainty(score) {
    if (score.low === null || score.low === undefined) {
      return term(`${words.t("card.single")}.`, words.t("help.single"));
    }
    const limits = { low: words.signed(score.low), high: words.signed(score.high) };
    return term(`${words.t("card.range", limits)}.`, words.t("help.range"));
  }

  /** A score as a dot, its range as a whisker. */
  function renderScore(reading) {
    const { now } = reading;
    const balance = words.t("card.balance", {
      cooperation: words.signed(now.cooperation ?? 0),
      conflict: words.signed(now.conflict ?? 0),
      events: words.count("events", now.events.length),
    });
    const whisker = reading.single
      ? null
      : el("i", { class: "pfr-bar-range", style: span(now.low, now.high) });
    return verdict(
      reading,
      bar(whisker, dot(now.score)),
      small(`${balance}.`),
      small(certainty(now)),
    );
  }

  /** The two scores as dots, the earlier one hollow, and what lies between. */
  function renderChange(reading) {
    const { now, before } = reading;
    const values = [before, now].filter(Boolean).map(({ score }) => score);
    const path = el("i", {
      class: "pfr-bar-range",
      style: span(Math.min(...values), Math.max(...values)),
    });
    const said = words.t(`card.${reading.became}`, {
      before: before && words.signed(before.score),
      now: now && words.signed(now.score),
    });
    return verdict(
      reading,
      bar(path, before && dot(before.score, "pfr-bar-before"), now && dot(now.score)),
      small(`${said}.`),
      reading.single && small(certaintyOfChange(reading)),
    );
  }

  /** In which of the eras a score rests on one statement. */
  function certaintyOfChange({ now, before }) {
    const found = [
      [before, state.beforeIndex],
      [now, state.eraIndex],
    ].filter(([score]) => model.onOne(score));
    const eras = found.map(([, index]) => eraName(index)).join(", ");
    return term(`${words.t("card.single_change", { eras })}.`, words.t("help.single_change"));
  }

  /** Why there are no data, and the eras that have some. */
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

  /** The counterpart's score in every era, as a row of squares. */
  function history(code) {
    if (model.isFocus(code)) return null;
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
    return el(
      "div",
      { class: "pfr-history", role: "group", "aria-label": words.t("card.eras") },
      squares,
    );
  }

  function notes(code, name) {
    const area = model.areasIn(code, state.eraIndex)[0]?.properties;
    const texts = [area?.note, model.counterparts.get(code)?.note].map((text) => words.text(text));
    if (model.readingOf(code, state) && model.notThen(code, state.eraIndex)) {
      texts.unshift(words.t("card.not_then", { name }));
    }
    if (state.before !== null && model.notThen(code, state.beforeIndex)) {
      texts.unshift(words.t("card.not_before", { name, before: eraName(state.beforeIndex) }));
    }
    return texts
      .filter(Boolean)
      .map((text) => el("p", { class: "pfr-small pfr-note", text: capital(text) }));
  }

  /** The events behind the score, or behind both, each under its era. */
  function events(reading) {
    if (!reading) return null;
    if (state.before === null) return list(reading.now, state, state.eraIndex);
    return [
      list(reading.before, state, state.beforeIndex, eraName(state.beforeIndex)),
      list(reading.now, state, state.eraIndex, eraName(state.eraIndex)),
    ];
  }

  function render(code) {
    const active = node.getRootNode().activeElement;
    const keep = node.contains(active) ? active.getAttribute("data-keep") : null;
    const name = words.text(model.nameOf(code, state.eraIndex)) || code;
    const reading = model.readingOf(code, state);
    const era = eraName(state.eraIndex);
    heading.textContent = name;
    kind.textContent = [
      words.t(`kind.${model.kindOf(code)}`),
      state.before === null
        ? era
        : words.t("card.versus", { era, before: eraName(state.beforeIndex) }),
    ].join(" · ");
    closer.setAttribute("aria-label", words.t("card.close"));
    closer.title = words.t("card.close");
    const opening = !reading
      ? renderNoData(code, name)
      : state.before === null
        ? renderScore(reading)
        : renderChange(reading);
    body.replaceChildren(
      ...[opening, history(code), notes(code, name), events(reading)].flat().filter(Boolean),
    );
    if (keep)
      (body.querySelector(`[data-keep="${keep}"]`) ?? body.querySelector("[aria-current]"))?.focus({
        preventScroll: true,
      });
  }

  return {
    node,
    focus: () => heading.focus({ preventScroll: true }),
    update(next) {
      state = next;
      ({ words } = state);
      node.hidden = state.selected === null;
      if (state.selected !== null) render(state.selected);
      if (state.selected !== shown) body.scrollTop = 0;
      shown = state.selected;
    },
  };
}
