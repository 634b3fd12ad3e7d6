/** Words, numbers and dates in the reader's language. */
((perufr) => {
  "use strict";

  const DAY = { year: "numeric", month: "long", day: "numeric", timeZone: "UTC" };
  const DAY_LENGTH = 86_400_000; // ms

  /**
   * @param {Object} payload
   * @param {string} language one of payload.languages
   */
  function createWords(payload, language) {
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

    /** A message with its {blanks} filled in; the key itself when there is no such message. */
    function t(key, values = {}) {
      const filled = (blank, name) => (Object.hasOwn(values, name) ? String(values[name]) : blank);
      return (messages.get(key) ?? key).replace(/\{(\w+)\}/g, filled);
    }

    return {
      language,
      t,
      has: (key) => messages.has(key),
      /** A text of the study: this language, else the default, else English. */
      text: (text) => text?.[language] ?? text?.[payload.languages[0]] ?? text?.en ?? "",
      count: (key, n) => {
        const form = `${key}.${plurals.select(n)}`;
        return t(messages.has(form) ? form : `${key}.other`, { n: plain.format(n) });
      },
      /** One decimal, or two where one would make a zero of what is none. */
      signed: (value) => (Math.abs(value) < 0.005 ? minus(decimal.format(0)) : signed(value)),
      /** A reading in one word: its number, "new" or "gone". */
      reading: ({ kind, value }) =>
        value === null ? t(`change.${kind}`) : kind === "unchanged" ? decimal.format(0) : signed(value),
      tick: (value) => minus(whole.format(value)),
      plain: (value) => minus(plain.format(value)),
      /** The days of a half-open interval, the last one included. */
      span: (start, end) => day.formatRange(first(start), last(end)).replaceAll("\u2009", " "),
      years: (start, end) =>
        [...new Set([first(start), last(end)].map((date) => date.getUTCFullYear()))].join("\u2013"),
    };
  }

  /** Lower case, without accents: how a search compares. */
  const fold = (text) => text.normalize("NFD").replace(/\p{M}/gu, "").toLowerCase();

  Object.assign(perufr, { createWords, fold });
})((globalThis.perufr ??= {}));
