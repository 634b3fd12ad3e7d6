/** What stands around the map: title, era, summary, language switch, colophon, hover label. */
((perufr) => {
  "use strict";
  const { el } = perufr;

  /**
   * The study's title and the language switch.
   * @param {Object} model
   * @param {{setLanguage: Function}} actions
   */
  function createMasthead(model, { setLanguage }) {
    const { payload } = model;
    const title = el("h1", { class: "pfr-title" });
    const switches = payload.languages.map((language) =>
      el("button", {
        type: "button",
        lang: language,
        text: ownName(language),
        onclick: () => setLanguage(language),
      }),
    );
    const languages = el(
      "div",
      { class: "pfr-languages", role: "group", hidden: switches.length < 2 },
      switches,
    );
    return {
      node: el("header", { class: "pfr-top" }, title, languages),
      update({ words }, changed) {
        if (!changed.language) return;
        title.textContent = words.text(payload.title);
        languages.setAttribute("aria-label", words.t("language"));
        switches.forEach((button, i) =>
          button.setAttribute("aria-pressed", payload.languages[i] === words.language),
        );
      },
    };
  }

  /**
   * Name and summary of the era. The texts of all eras lie on top of each other, one of
   * them visible, so that nothing below moves while the slider does.
   * @param {Object} model
   */
  function createIntro({ payload }) {
    const roles = { name: "h2", dates: "p", summary: "p", changes: "p" };
    const texts = payload.eras.map(() =>
      Object.fromEntries(
        Object.entries(roles).map(([role, tag]) => [role, el(tag, { class: `pfr-${role}` })]),
      ),
    );
    const stack = (role, ...parts) =>
      el(
        "div",
        { class: `pfr-stack pfr-${role}` },
        texts.map((text) =>
          el(
            "div",
            {},
            parts.map((part) => text[part]),
          ),
        ),
      );
    const stacks = [stack("names", "name", "dates"), stack("texts", "summary", "changes")];
    return {
      nodes: stacks,
      update({ words, eraIndex }, changed) {
        if (changed.language) {
          payload.eras.forEach((era, i) => {
            const note = words.text(era.changes);
            texts[i].name.textContent = words.text(era.name);
            texts[i].dates.textContent = [words.span(era.start, era.end), era.leader]
              .filter(Boolean)
              .join(" · ");
            texts[i].summary.textContent = words.text(era.summary);
            texts[i].changes.textContent = note && words.t("era.changes", { text: note });
          });
        }
        if (!changed.era) return;
        for (const { children } of stacks) {
          [...children].forEach((child, i) =>
            child.classList.toggle("pfr-current", i === eraIndex),
          );
        }
      },
    };
  }

  /** A language's name in that language: "English", "Español". */
  function ownName(language) {
    const name = new Intl.DisplayNames([language], { type: "language" }).of(language);
    return name[0].toLocaleUpperCase(language) + name.slice(1);
  }

  function createColophon(model) {
    const node = el("footer", { class: "pfr-colophon" });
    return {
      node,
      update: ({ words }) => (node.textContent = words.text(model.payload.colophon)),
    };
  }

  /** The label beside the pointer. */
  function createLabel(model) {
    const name = el("b");
    const value = el("span", { class: "pfr-label-score" });
    const note = el("em");
    const node = el(
      "div",
      { class: "pfr-label", hidden: true, "aria-hidden": "true" },
      name,
      value,
      note,
    );
    let state = null;
    let shown = null;

    function write(code, area) {
      const { words, eraIndex } = state;
      const score = model.scoreOf(code, eraIndex);
      name.textContent = words.text(area.properties.name);
      note.textContent = words.text(area.properties.note);
      if (model.isFocus(code)) value.textContent = words.t("hover.focus");
      else if (score)
        value.textContent = `${words.signed(score.score)} · ${words.count("events", score.events.length)}`;
      else value.textContent = words.t("hover.no_data");
    }

    return {
      node,
      /** Show the label of a state beside the pointer, inside the box; hide it without one. */
      hover(code, area, event, box) {
        node.hidden = !area;
        if (!area) return (shown = null);
        if (shown !== area) write(code, (shown = area));
        const x = event.clientX - box.left;
        const y = event.clientY - box.top;
        const left = x + 14 + node.offsetWidth > box.width ? x - 14 - node.offsetWidth : x + 14;
        const top = y + 14 + node.offsetHeight > box.height ? y - 14 - node.offsetHeight : y + 14;
        node.style.transform = `translate(${Math.max(0, left)}px,${Math.max(0, top)}px)`;
        return shown;
      },
      update(next) {
        state = next;
        shown = null;
      },
    };
  }

  Object.assign(perufr, { createMasthead, createIntro, createColophon, createLabel });
})((globalThis.perufr ??= {}));
