/** Events as the card lists them: contribution, text and source of each. */
import { el } from "./dom.js";
import { classOf } from "./scale.js";
import { term } from "./tips.js";

/** @import { EventData, ScoreData, Share } from "./payload.d.ts" */
/** @import { Model, State, Words } from "./types.d.ts" */

/** @param {Model} model */
export function createEvents(model) {
  const { payload } = model;
  /** @type {Words} */
  let words;

  /** @param {EventData} event */
  const citations = (event) =>
    words
      .cites(event)
      .flatMap(({ text, full: title, url: href }, i) => [
        i ? "; " : "",
        el(
          "cite",
          { title },
          href ? el("a", { href, target: "_blank", rel: "noopener" }, text) : text,
        ),
      ]);

  /**
   * Date, type and direction, the type with its definition.
   * @param {EventData} event
   * @param {number} era
   */
  function facts(event, era) {
    const type = model.typeOf(event);
    const direction = `direction.${event.direction}`;
    const focus = words.text(model.aboutIn(era));
    const parts = [
      words.text(event.date),
      type ? term(words.text(type.label), words.text(type.definition)) : null,
      words.has(direction) ? words.t(direction, { focus }).replace(/^de el /, "del ") : null,
    ].filter(Boolean);
    return el(
      "p",
      { class: "pfr-small" },
      parts.flatMap((part, i) => (i ? [" · ", part] : [part])),
    );
  }

  /**
   * @param {string|null} group
   * @param {number} era
   */
  function share(group, era) {
    if (group === null) return null;
    const text = words.t("card.share", {
      share: words.share(payload.group_share),
      group: words.text(model.nameOf(group, era)) || group,
    });
    return el("p", { class: "pfr-small pfr-share", text });
  }

  /**
   * How sure the coding is, where it is not quite, and what the study notes of it.
   * @param {EventData} event
   */
  function doubt(event) {
    const level = `confidence.${event.confidence}`;
    const note = words.text(event.note);
    if (!words.has(level)) {
      return note ? el("p", { class: "pfr-small pfr-doubt", text: note }) : null;
    }
    const [lead, tail] = words.t("card.confidence").split("{level}");
    return el(
      "p",
      { class: "pfr-small pfr-doubt" },
      lead,
      term(words.t(level), words.t(`help.${level}`)),
      `${tail} ${note}`,
    );
  }

  /**
   * @param {Share} share
   * @param {number} era
   * @param {"h3"|"h4"} tag
   */
  function item([index, group = null, given], era, tag) {
    const event = payload.events[index];
    const weight = given ?? event.weight;
    const tone = `c${classOf(weight, payload.scale)}`;
    return el(
      "li",
      { class: "pfr-event" },
      el("div", {}, el("span", { class: `pfr-chip pfr-on-${tone}`, text: words.signed(weight) })),
      el(
        "div",
        {},
        el(tag, { class: "pfr-headline", text: words.text(event.headline) }),
        facts(event, era),
        share(group, era),
        el("p", { text: words.text(event.narrative) }),
        el("p", { class: "pfr-small" }, citations(event)),
        doubt(event),
      ),
    );
  }

  /**
   * A score's events, under a heading or none.
   * @param {ScoreData|null} score
   * @param {State} state
   * @param {number} era
   * @param {string|null} [heading]
   */
  return function list(score, state, era, heading = null) {
    ({ words } = state);
    const label = heading ?? words.t("card.events");
    const tag = heading === null ? "h3" : "h4";
    return el(
      "section",
      { class: "pfr-group" },
      heading === null ? null : el("h3", { class: "pfr-group-name", text: heading }),
      score
        ? el(
            "ol",
            { "aria-label": label },
            score.events.map((event) => item(event, era, tag)),
          )
        : el("p", { class: "pfr-small", text: words.t("card.nothing_coded") }),
    );
  };
}
