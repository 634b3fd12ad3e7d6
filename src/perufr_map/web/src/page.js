/** The parts around the map: title, era, summary, language switch, colophon, hover label. */
import { el } from "./dom.js";

/**
 * The study's title and the language switch.
 * @param {Object} model
 * @param {{setLanguage: Function}} actions
 * @param {Node|null} other what else stands at the end of the line
 */
export function createMasthead(model, { setLanguage }, other) {
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
    node: el("header", { class: "pfr-top" }, title, el("div", {}, other, languages)),
    title,
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
 * @param {{brief: boolean}} options brief leaves the summary to others
 */
export function createIntro({ payload }, { brief }) {
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
  const names = stack("names", "name", "dates");
  const about = brief ? stack("texts", "changes") : stack("texts", "summary", "changes");
  const stacks = [names, about];
  return {
    names,
    about,
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
        [...children].forEach((child, i) => child.classList.toggle("pfr-current", i === eraIndex));
      }
    },
  };
}

/** A language's name in that language: "English", "Español". */
function ownName(language) {
  const name = new Intl.DisplayNames([language], { type: "language" }).of(language);
  return name[0].toLocaleUpperCase(language) + name.slice(1);
}

/**
 * Where all this comes from.
 * @param {Object} model
 * @param {{brief: boolean}} options brief says it in one short line
 */
export function createColophon({ payload }, { brief }) {
  const node = el("footer", { class: "pfr-colophon" });
  const sources = Object.values(payload.sources)
    .map(({ title, year }) => `${title} (${year})`)
    .join("; ");
  return {
    node,
    update({ words }, changed) {
      if (!changed.language) return;
      const whole = words.text(payload.colophon);
      const short = () => words.t("embed.source", { title: words.text(payload.title), sources });
      node.textContent = brief ? short() : whole;
      if (brief) node.title = whole;
    },
  };
}

/** The label beside the pointer. */
export function createLabel(model) {
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
    const { words } = state;
    name.textContent = words.text(area.properties.name);
    value.textContent = model.isFocus(code) ? words.t("hover.focus") : describe(code);
    note.textContent = words.text(area.properties.note);
  }

  function describe(code) {
    const { words, before, beforeIndex } = state;
    const reading = model.readingOf(code, state);
    if (reading?.became === "score") {
      const events = words.count("events", reading.now.events.length);
      return `${words.reading(reading)} · ${events}`;
    }
    if (before === null) return words.t("hover.no_data");
    const absent = model.notThen(code, beforeIndex) ? [words.t("hover.not_then")] : [];
    if (!reading) return absent[0] ?? words.t("hover.neither");
    const numbers = {
      change: words.reading(reading),
      before: reading.before && words.signed(reading.before.score),
      now: reading.now && words.signed(reading.now.score),
    };
    const weak = reading.value === null ? "legend.single" : "legend.single_change";
    const single = reading.single ? [words.t(weak)] : [];
    return [words.t(`hover.${reading.became}`, numbers), ...single, ...absent].join(". ");
  }

  return {
    node,
    /** Show the label of a state beside the pointer, inside the stage; hide it without one. */
    hover(code, area, event, stage) {
      node.hidden = !area;
      if (!area) return (shown = null);
      if (shown !== area) write(code, (shown = area));
      const box = stage.getBoundingClientRect();
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
