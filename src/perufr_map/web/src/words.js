/** Words, numbers and dates in the reader's language. */
import { sayIn } from "./texts.js";

const DAY = { year: "numeric", month: "long", day: "numeric", timeZone: "UTC" };
const DAY_LENGTH = 86_400_000; // ms

/**
 * @param {Object} payload
 * @param {string} language one of payload.languages
 */
export function createWords(payload, language) {
  const messages = new Map(Object.entries(payload.messages[language] ?? {}));
  const decimal = new Intl.NumberFormat(language, {
    minimumFractionDigits: 1,
    maximumFractionDigits: 1,
    signDisplay: "exceptZero",
  });
  const fine = new Intl.NumberFormat(language, {
    maximumFractionDigits: 2,
    signDisplay: "exceptZero",
  });
  const whole = new Intl.NumberFormat(language, { signDisplay: "exceptZero" });
  const plain = new Intl.NumberFormat(language, { maximumFractionDigits: 2 });
  const day = new Intl.DateTimeFormat(language, DAY);
  const plurals = new Intl.PluralRules(language);
  const minus = (text) => text.replace("-", "\u2212");
  const signed = (value) => minus((Math.abs(value) < 0.05 ? fine : decimal).format(value));
  const first = (start) => new Date(`${start}T00:00:00Z`);
  const last = (end) => new Date(first(end) - DAY_LENGTH);

  const yearOf = (date) => String(date.getUTCFullYear()).padStart(4, "0");

  const sources = new Map(Object.entries(payload.sources));
  const sections = new Map(Object.entries(payload.sections ?? {}));
  const sourceOf = (event) => sources.get(event.source ?? sources.keys().next().value);

  /** A text of the study: this language, else the default, else English. */
  const text = (given) => {
    const said = (code) => sayIn(given, code, payload.texts);
    return said(language) ?? said(payload.languages[0]) ?? said("en") ?? "";
  };

  /** Section and locator: “Foreign Relations ¶ 3”, “Chapter 1, pp. 123-125”. */
  function place(event) {
    const section = text(sections.get(event.section)) || event.section;
    const joint = /^[¶§]/.test(event.locator) ? " " : ", ";
    const locator = event.locator.replace(/^([¶§]) /, "$1\u00a0");
    return [section, locator].filter(Boolean).join(joint);
  }

  /** A message with its {blanks} filled in; the key itself when there is no such message. */
  function t(key, values = {}) {
    const fillBlank = (blank, name) => (Object.hasOwn(values, name) ? String(values[name]) : blank);
    return (messages.get(key) ?? key).replace(/\{(\w+)\}/g, fillBlank);
  }

  return {
    language,
    t,
    has: (key) => messages.has(key),
    text,
    count: (key, n) => {
      const form = `${key}.${plurals.select(n)}`;
      return t(messages.has(form) ? form : `${key}.other`, { n: plain.format(n) });
    },
    /** One decimal, or two where one would make a zero of what is none. */
    signed: (value) => (Math.abs(value) < 0.005 ? minus(decimal.format(0)) : signed(value)),
    /** A reading in one word: its number, "new" or "gone". */
    reading: ({ became, value }) =>
      value === null
        ? t(`change.${became}`)
        : became === "unchanged"
          ? decimal.format(0)
          : signed(value),
    /** What a group's event counts for a member. */
    share: (share) => `× ${share === 0.5 ? "½" : minus(plain.format(share))}`,
    /** Where an event stands in its source. */
    citation: (event) =>
      t("card.citation", {
        source: sourceOf(event)?.title ?? event.source,
        place: place(event),
      }),
    /** An event's source in full. */
    source(event) {
      const { author, title, publisher, year, locator } = sourceOf(event) ?? {};
      return [author, title, publisher, year, locator].filter(Boolean).join(", ");
    },
    tick: (value) => minus(whole.format(value)),
    plain: (value) => minus(plain.format(value)),
    /** The days of a half-open interval, the last one included. */
    span: (start, end) => day.formatRange(first(start), last(end)).replaceAll("\u2009", " "),
    years: (start, end) => [...new Set([first(start), last(end)].map(yearOf))].join("\u2013"),
  };
}

/** Lower case, without accents: how a search compares. */
export const fold = (text) => text.normalize("NFD").replace(/\p{M}/gu, "").toLowerCase();
