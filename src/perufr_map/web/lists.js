/** Counterparts as lists: chips for those without territory, and a table of an era's scores. */
((perufr) => {
  "use strict";
  const { el } = perufr;

  const KINDS = ["organisation", "group", "non-state", "state"];

  /**
   * The strip of counterparts that no polygon stands for.
   * @param {Object} model
   * @param {{pick: Function}} actions pick(code, opener)
   */
  function createStrip(model, { pick }) {
    const { scale } = model.payload;
    const codes = [...model.counterparts.keys()].filter((code) => !model.onMap(code));
    let open = false;
    let words = null;

    const chips = codes.map((code) => {
      const name = el("span");
      const value = el("b");
      const button = el(
        "button",
        { type: "button", class: "pfr-actor", onclick: () => pick(code, button) },
        name,
        value,
      );
      return { code, button, name, value, item: el("li", {}, button) };
    });
    const sections = KINDS.map((kind) => {
      const members = chips.filter(({ code }) => model.kindOf(code) === kind);
      const heading = el("h3");
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
    const more = el("button", {
      type: "button",
      class: "pfr-link pfr-more",
      onclick: () => ((open = !open), show()),
    });
    const node = el(
      "section",
      { class: "pfr-strip", hidden: !codes.length },
      sections.map((section) => section.node),
      more,
    );

    function show() {
      let silent = 0;
      for (const { members, node: section } of sections) {
        let visible = 0;
        for (const chip of members) {
          silent += chip.scored ? 0 : 1;
          chip.item.hidden = !chip.scored && !open && !chip.selected;
          visible += chip.item.hidden ? 0 : 1;
        }
        section.hidden = !visible;
      }
      more.hidden = !silent;
      more.setAttribute("aria-expanded", open);
      more.textContent = open ? words.t("strip.less") : words.t("strip.more", { n: silent });
    }

    return {
      node,
      update(state, changed) {
        ({ words } = state);
        if (changed.language) {
          node.setAttribute("aria-label", words.t("strip.label"));
          sections.forEach(({ kind, heading }) => (heading.textContent = words.t(`kinds.${kind}`)));
        }
        for (const chip of chips) {
          const score = model.scoreOf(chip.code, state.eraIndex);
          chip.scored = Boolean(score);
          chip.selected = chip.code === state.selected;
          chip.name.textContent = words.text(model.nameOf(chip.code, state.eraIndex));
          chip.value.textContent = score ? words.signed(score.score) : "–";
          chip.value.className = score
            ? `pfr-on-${perufr.classOf(score.score, scale)}`
            : "pfr-none";
          chip.button.setAttribute("aria-pressed", chip.selected);
        }
        show();
      },
    };
  }

  /** Columns of the table: what they sort by. Missing ranges come last. */
  const COLUMNS = [
    { key: "name", value: (row) => row.name },
    { key: "score", value: (row) => row.score.score },
    {
      key: "range",
      value: (row) => (row.score.low === null ? Infinity : row.score.high - row.score.low),
    },
    { key: "events", value: (row) => row.score.events.length },
  ];

  /**
   * The same map in words: every scored counterpart of an era, sortable.
   * @param {Object} model
   * @param {{pick: Function}} actions
   */
  function createTable(model, { pick }) {
    const { payload } = model;
    let state = null;
    let sorted = { column: COLUMNS[1], descending: false };

    const buttons = COLUMNS.map((column) =>
      el("button", { type: "button", onclick: () => sortBy(column) }),
    );
    const headers = buttons.map((button) => el("th", { scope: "col" }, button));
    const caption = el("caption");
    const rows = el("tbody");
    const summary = el("summary");
    const node = el(
      "details",
      { class: "pfr-list", ontoggle: () => node.open && render() },
      summary,
      el(
        "div",
        { class: "pfr-scroll" },
        el("table", {}, caption, el("thead", {}, el("tr", {}, headers)), rows),
      ),
    );

    function sortBy(column) {
      sorted = { column, descending: sorted.column === column && !sorted.descending };
      render();
    }

    function compare(a, b) {
      const [x, y] = [sorted.column.value(a), sorted.column.value(b)];
      const order = typeof x === "string" ? x.localeCompare(y, state.words.language) : x - y;
      return (
        (sorted.descending ? -order : order) || a.name.localeCompare(b.name, state.words.language)
      );
    }

    function render() {
      const { words, eraIndex } = state;
      const era = payload.eras[eraIndex];
      caption.textContent = words.t("table.caption", {
        era: words.text(era.name),
        dates: words.span(era.start, era.end),
      });
      headers.forEach((header, i) => {
        buttons[i].textContent = words.t(`table.${COLUMNS[i].key}`);
        const active = COLUMNS[i] === sorted.column;
        header.setAttribute(
          "aria-sort",
          active ? (sorted.descending ? "descending" : "ascending") : "none",
        );
      });
      const entries = [...model.scores[eraIndex]].map(([code, score]) => ({
        code,
        score,
        name: words.text(model.nameOf(code, eraIndex)) || code,
      }));
      rows.replaceChildren(
        ...entries.sort(compare).map(({ code, score, name }) => {
          const button = el("button", {
            type: "button",
            class: "pfr-link",
            text: name,
            onclick: () => pick(code, button),
          });
          const limits =
            score.low === null ? "–" : `${words.signed(score.low)} … ${words.signed(score.high)}`;
          return el(
            "tr",
            { class: code === state.selected ? "pfr-current" : null },
            el("th", { scope: "row" }, button),
            el(
              "td",
              {},
              el("span", {
                class: `pfr-chip pfr-on-${perufr.classOf(score.score, payload.scale)}`,
                text: words.signed(score.score),
              }),
            ),
            el("td", { text: limits }),
            el("td", { text: score.events.length }),
          );
        }),
      );
    }

    return {
      node,
      update(next, changed) {
        state = next;
        if (changed.language) summary.textContent = state.words.t("table.title");
        if (node.open) render();
      },
    };
  }

  Object.assign(perufr, { createStrip, createTable });
})((globalThis.perufr ??= {}));
