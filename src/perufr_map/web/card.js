/** The card of one counterpart: its score, what it rests on, and on whose word. */
((perufr) => {
  "use strict";
  const { el, icon, uid } = perufr;

  /**
   * @param {Object} model
   * @param {{close: Function, setEra: Function}} actions
   */
  function createCard(model, { close, setEra }) {
    const { payload } = model;
    const { scale } = payload;
    const [low, high] = scale.domain;
    const at = (value) => (100 * (value - low)) / (high - low);
    const heading = el("h2", { class: "pfr-card-name", id: uid("card"), tabindex: -1 });
    const kind = el("p", { class: "pfr-card-kind" });
    const closer = el(
      "button",
      { type: "button", class: "pfr-button pfr-card-close", onclick: close },
      icon("close"),
    );
    const body = el("div", { class: "pfr-card-body" });
    const node = el(
      "div",
      { class: "pfr-card", role: "dialog", "aria-labelledby": heading.id, hidden: true },
      el("header", { class: "pfr-card-head" }, el("div", {}, heading, kind), closer),
      body,
    );
    let shown = null;
    let words = null;
    let era = 0;

    const classed = (value) => `pfr-on-${perufr.classOf(value, scale)}`;
    const eraName = (index) => words.text(payload.eras[index].name);
    const eraYears = (index) => words.years(payload.eras[index].start, payload.eras[index].end);
    const chip = (value) =>
      el("span", { class: `pfr-chip ${classed(value)}`, text: words.signed(value) });

    /** The scale with the score as a dot and the range as a whisker. */
    function range(score) {
      return el(
        "div",
        { class: "pfr-bar", "aria-hidden": "true" },
        el("i", { class: "pfr-bar-zero" }),
        score.low === null
          ? null
          : el("i", {
              class: "pfr-bar-range",
              style: `left:${at(score.low)}%;right:${100 - at(score.high)}%`,
            }),
        el("i", {
          class: `pfr-bar-dot ${classed(score.score)}`,
          style: `left:${at(score.score)}%`,
        }),
        el("span", { class: "pfr-bar-low", text: words.tick(low) }),
        el("span", { class: "pfr-bar-high", text: words.tick(high) }),
      );
    }

    function verdict(score) {
      const balance = words.t("card.balance", {
        cooperation: words.signed(score.cooperation),
        conflict: words.signed(score.conflict),
        events: words.count("events", score.events.length),
      });
      const certainty =
        score.low === null
          ? words.t("card.single")
          : words.t("card.range", { low: words.signed(score.low), high: words.signed(score.high) });
      return el(
        "div",
        { class: "pfr-verdict" },
        el("p", { class: `pfr-big ${classed(score.score)}`, text: words.signed(score.score) }),
        el(
          "div",
          {},
          range(score),
          el("p", { class: "pfr-small", text: `${balance}.` }),
          el("p", { class: "pfr-small", text: `${certainty}.` }),
        ),
      );
    }

    function citation(event) {
      const source = new Map(Object.entries(payload.sources)).get(event.source);
      const section = new Map(Object.entries(payload.sections ?? {})).get(event.section);
      const text = words.t("card.citation", {
        source: source?.title ?? event.source,
        section: words.text(section) || event.section,
        paragraph: event.paragraph,
      });
      const whole =
        source &&
        [source.author, source.title, source.publisher, source.year, source.locator]
          .filter(Boolean)
          .join(", ");
      return el("cite", { text, title: whole });
    }

    function item([index, group]) {
      const event = payload.events[index];
      const type = new Map(Object.entries(payload.types)).get(event.type);
      const weight = group === null ? event.weight : event.weight * payload.group_share;
      const direction = `direction.${event.direction}`;
      const focus = words.text(model.nameOf(payload.focus, era));
      const facts = [
        words.text(event.date),
        type && words.text(type.label),
        words.has(direction) && words.t(direction, { focus }),
      ].filter(Boolean);
      const share = payload.group_share === 0.5 ? "× ½" : `× ${words.plain(payload.group_share)}`;
      const doubt = `confidence.${event.confidence}`;
      return el(
        "li",
        { class: "pfr-event" },
        el("div", { class: "pfr-weight" }, chip(weight)),
        el(
          "div",
          {},
          el("h3", { text: words.text(event.headline) }),
          el("p", {
            class: "pfr-small",
            text: facts.join(" · "),
            title: type && words.text(type.definition),
          }),
          group === null
            ? null
            : el("p", {
                class: "pfr-small pfr-share",
                text: words.t("card.share", {
                  share,
                  group: words.text(model.nameOf(group, era)) || group,
                }),
              }),
          el("p", { text: words.text(event.narrative) }),
          el("p", { class: "pfr-small" }, citation(event)),
          words.has(doubt)
            ? el("p", {
                class: "pfr-small pfr-doubt",
                text: [
                  words.t("card.confidence", { level: words.t(doubt) }),
                  words.text(event.note),
                ]
                  .join(" ")
                  .trim(),
              })
            : null,
        ),
      );
    }

    /** Why there is nothing to show, and where there is. */
    function silence(code, name) {
      if (model.isFocus(code)) return [el("p", { text: words.t("card.focus", { name }) })];
      const key = model.notThen(code, era) ? "card.not_then" : "card.no_data";
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
          : el("p", { class: "pfr-small", text: words.t("card.nowhere") }),
      ];
    }

    /** The counterpart's score in every era: a small picture of its history. */
    function history(code) {
      if (model.isFocus(code)) return null;
      const squares = payload.eras.map((_, index) => {
        const score = model.scoreOf(code, index);
        return el(
          "button",
          {
            type: "button",
            class: `pfr-square ${score ? classed(score.score) : "pfr-none"}`,
            "data-keep": `era-${index}`,
            title: `${eraName(index)}, ${eraYears(index)}`,
            "aria-current": index === era ? "true" : null,
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

    function render(code) {
      const active = node.getRootNode().activeElement;
      const keep = node.contains(active) ? active.getAttribute("data-keep") : null;
      const name = words.text(model.nameOf(code, era)) || code;
      const score = model.scoreOf(code, era);
      const area = model.areasIn(code, era)[0]?.properties;
      const notes = [words.text(area?.note), words.text(model.counterparts.get(code)?.note)].filter(
        Boolean,
      );
      heading.textContent = name;
      kind.textContent = [words.t(`kind.${model.kindOf(code)}`), eraName(era)].join(" · ");
      closer.setAttribute("aria-label", words.t("card.close"));
      closer.title = words.t("card.close");
      body.replaceChildren(
        ...[
          score ? verdict(score) : silence(code, name),
          history(code),
          notes.map((note) => el("p", { class: "pfr-small pfr-note", text: note })),
          score
            ? el(
                "ol",
                { class: "pfr-events", "aria-label": words.t("card.events") },
                score.events.map(item),
              )
            : null,
        ]
          .flat()
          .filter(Boolean),
      );
      if (keep)
        (
          body.querySelector(`[data-keep="${keep}"]`) ?? body.querySelector("[aria-current]")
        )?.focus({ preventScroll: true });
    }

    return {
      node,
      focus: () => heading.focus({ preventScroll: true }),
      update(state) {
        ({ words, eraIndex: era } = state);
        node.hidden = state.selected === null;
        if (state.selected !== null) render(state.selected);
        if (state.selected !== shown) body.scrollTop = 0;
        shown = state.selected;
      },
    };
  }

  perufr.createCard = createCard;
})((globalThis.perufr ??= {}));
