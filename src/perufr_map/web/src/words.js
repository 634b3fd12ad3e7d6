/** Words, numbers and dates in the reader's language. */
import { readRecords } from "./columns.js";
import { roundScore } from "./rounding.js";
import { isolate, joined, markBefore, sayIn } from "./texts.js";

/** @import { CitationData, Columns, EraData, Payload } from "./payload.d.ts" */
/** @import { Text } from "./texts.js" */
/** @import { Reading } from "./types.d.ts" */
/** @typedef {CitationData & { further?: CitationData[] }} Cited what of an event says where it stands */

/** @type {Intl.DateTimeFormatOptions} */
const DAY = { year: "numeric", month: "long", day: "numeric", timeZone: "UTC" };
const DAY_LENGTH = 86_400_000; // ms
const SHORT = 120 * DAY_LENGTH;

/**
 * The interface's words in a language, by key.
 * @param {Payload["messages"]} messages in a file by columns: their keys, then each language
 * @param {string} language
 */
function readMessages(messages, language) {
  if (!Array.isArray(messages.codes)) {
    const said = /** @type {Record<string, Record<string, string>>} */ (messages)[language];
    return Object.entries(said ?? {});
  }
  const rows = readRecords(/** @type {Columns<Record<string, string>>} */ (messages));
  return rows.flatMap((row) =>
    language in row ? [/** @type {const} */ ([row.codes, row[language]])] : [],
  );
}

/**
 * The interface's language for one of the study's: the same; where it has no catalogue, the first
 * of the reader's that has one; else English.
 * @param {string} language
 * @param {Pick<Payload, "spoken">} payload
 * @param {readonly string[]} readers
 */
function choose(language, { spoken }, readers) {
  if (!spoken) return language;
  const wanted = [
    language,
    ...[language, ...readers].map((code) => code.split("-")[0].toLowerCase()),
  ];
  return wanted.find((code) => spoken.includes(code)) ?? "en";
}

/**
 * @param {Payload} payload
 * @param {string} studied one of payload.languages
 * @param {readonly string[]} [readers] the reader's languages, the dearest first
 */
export function createWords(payload, studied, readers = globalThis.navigator?.languages ?? []) {
  const language = choose(studied, payload, readers);
  const messages = new Map(
    [...new Set([language, studied])].flatMap((code) => readMessages(payload.messages, code)),
  );
  const decimal = new Intl.NumberFormat(language, {
    minimumFractionDigits: 1,
    maximumFractionDigits: 1,
    signDisplay: "exceptZero",
  });
  const fine = new Intl.NumberFormat(language, {
    maximumFractionDigits: 2,
    signDisplay: "exceptZero",
  });
  const edge = new Intl.NumberFormat(language, {
    signDisplay: "exceptZero",
    maximumFractionDigits: 2,
  });
  const plain = new Intl.NumberFormat(language, { maximumFractionDigits: 2 });
  const share = new Intl.NumberFormat(language, {
    minimumFractionDigits: 2,
    maximumFractionDigits: 2,
  });
  const dated = language === "en" ? "en-GB" : language; // the day first, as the studies write
  const day = new Intl.DateTimeFormat(dated, DAY);
  const monthly = new Intl.DateTimeFormat(dated, {
    day: "numeric",
    month: "short",
    timeZone: "UTC",
  });
  const month = new Intl.DateTimeFormat(dated, { ...DAY, day: undefined });
  const plurals = new Intl.PluralRules(language);
  const before = markBefore(studied);
  /** @param {string} text */
  const minus = (text) => text.replace("-", "\u2212");
  /**
   * One decimal, or two where one would make a zero of what is none.
   * @param {number} value
   */
  function signed(value) {
    const rounded = roundScore(value);
    const size = Math.abs(rounded);
    return before + minus((size < 0.005 || size >= 0.05 ? decimal : fine).format(rounded));
  }
  /** @param {string} start */
  const first = (start) => new Date(`${start}T00:00:00Z`);
  /** @param {string} end */
  const last = (end) => new Date(first(end).getTime() - DAY_LENGTH);

  /** @param {Date} date */
  const yearOf = (date) => String(date.getUTCFullYear()).padStart(4, "0");

  /**
   * The days of a half-open interval, the last one included.
   * @param {string} start
   * @param {string} end
   */
  const span = (start, end) =>
    before +
    day
      .formatRange(first(start), last(end))
      .replaceAll("\u2009", " ")
      .replace(/^(\d+) – (?=\d)/, "$1–"); // "5–9 April", as babel has it

  /**
   * Whether an interval is so short that many may lie in a year.
   * @param {string} start
   * @param {string} end
   */
  const isShort = (start, end) => first(end).getTime() - first(start).getTime() < SHORT;

  /**
   * The years of a half-open interval, that of the last day included; the days of a short one.
   * @param {string} start
   * @param {string} end
   */
  const years = (start, end) =>
    isShort(start, end)
      ? span(start, end)
      : [...new Set([first(start), last(end)].map(yearOf))].join("\u2013");

  const sources = new Map(Object.entries(payload.sources));
  const sections = new Map(Object.entries(payload.sections ?? {}));
  const [onlySource] = sources.keys();
  /** @param {CitationData} cited */
  const sourceOf = (cited) => sources.get(cited.source ?? onlySource);
  /**
   * The places in the sources that bear out an event.
   * @param {Cited} event
   */
  const citedBy = (event) => [event, ...(event.further ?? [])];

  /**
   * A text of the study, else what the interface says; else the default, else English.
   * @param {Text} given
   */
  const text = (given) => {
    /** @param {string} code */
    const said = (code) => sayIn(given, code, payload.texts);
    const wanted = [studied, language, payload.languages[0], "en"];
    return wanted.map(said).find((each) => each !== undefined && each !== null) ?? "";
  };

  /**
   * Section and locator: “Foreign Relations ¶ 3”, “Chapter 1, pp. 123-125”.
   * @param {CitationData} cited
   */
  function place(cited) {
    const section = text(sections.get(cited.section)) || cited.section;
    const joint = /^[¶§]/.test(cited.locator) ? " " : ", ";
    const locator = cited.locator.replace(/^([¶§]) /, "$1\u00a0");
    return joined([section, locator], joint);
  }

  /**
   * Where an event stands, with little room: source and section only where there are several.
   * @param {Cited} event
   */
  const brief = (event) =>
    citedBy(event)
      .map((cited) => {
        const { short, title } = (sources.size > 1 && sourceOf(cited)) || {};
        const where = sections.size > 1 ? place(cited) : cited.locator;
        return joined([short ?? title, where]);
      })
      .join("; ");

  /**
   * A message with its {blanks} filled in; the key itself when there is no such message.
   * @param {string} key
   * @param {Record<string, string|number>} [values]
   */
  function t(key, values = {}) {
    /**
     * @param {string} blank
     * @param {string} name
     */
    const fillBlank = (blank, name) =>
      Object.hasOwn(values, name) ? isolate(values[name]) : blank;
    return (messages.get(key) ?? key).replace(/\{(\w+)\}/g, fillBlank);
  }

  /**
   * A message with a number: for none where there is one, for one, or for several.
   * @param {string} key
   * @param {number} n
   * @param {Record<string, string>} [values]
   */
  function count(key, n, values) {
    const forms = [n === 0 ? "zero" : "", plurals.select(n)].map((form) => `${key}.${form}`);
    const found = forms.find((form) => messages.has(form)) ?? `${key}.other`;
    return t(found, { n: plain.format(n), ...values });
  }

  /**
   * The short name of an era or a counterpart; its name where it has no shorter one.
   * @param {{name?: Text, short?: Text}} named
   */
  const short = ({ name, short: shorter }) => text(shorter) || text(name);

  /**
   * A message that no statement speaks of somebody; where some do not count, of those that do.
   * @param {string} key
   * @param {Record<string, string|number>} [values]
   */
  const none = (key, values) => t(payload.leaves_out ? `${key}_here` : key, values);

  return {
    language: studied,
    /** The interface's language. */
    interface: language,
    t,
    none,
    /** @param {string} key */
    has: (key) => messages.has(key),
    text,
    count,
    /**
     * A message with a number, which is a word up to twelve.
     * @param {string} key
     * @param {number} n
     */
    spell: (key, n) => count(key, n, { n: t("numbers").split(" ")[n - 1] ?? plain.format(n) }),
    /**
     * A sentence on a state that no statement names, with those on its groups.
     * @param {string} name
     * @param {{group: string, n: number}[]} told how many statements speak of each group
     */
    unnamed: (name, told) =>
      none("basis.group", {
        name,
        told: told.map(({ group, n }) => count("basis.told", n, { group })).join(", "),
      }),
    short,
    /**
     * The short name of an era, and its years.
     * @param {EraData} era
     */
    aged: (era) => joined([short(era), years(era.start, era.end)]),
    /**
     * The name of an era as it stands in a sentence.
     * @param {EraData} era
     */
    said: ({ name, short, said }) => text(said) || text(short) || text(name),
    /**
     * What the map of an era measures, after the era's name: whose word, and when.
     * @param {EraData} era
     * @param {string} focus its name
     * @param {number} named how many states a statement names
     */
    dek: ({ start, end, regions }, focus, named) =>
      t(Object.keys(regions ?? {}).length ? "dek.grouped" : "dek", {
        years: years(start, end),
        told: count("dek.told", sources.size),
        focus,
        named: count("dek.named", named),
      }),
    /**
     * Where the map of an era comes from, with the year of its borders.
     * @param {EraData} era
     */
    colophon({ reference_date: day, borders }) {
      const key = borders ? `source.borders.${borders}` : "source.borders";
      return text(payload.colophon).replace("{borders}", t(key, { year: day.slice(0, 4) }));
    },
    /** @param {string} name of a category */
    category: (name) => messages.get(`method.category.${name}`) ?? name,
    /**
     * A share of one, with two decimals.
     * @param {number} value
     */
    probability: (value) => share.format(value),
    /**
     * A day in full.
     * @param {string} date
     */
    day: (date) => day.format(first(date)),
    /**
     * A day that the study marks, by its name.
     * @param {Text} name
     * @param {string} date
     */
    mark: (name, date) =>
      t("era.mark", { name: text(name), day: before + day.format(first(date)) }),
    signed,
    /**
     * A reading: "−2.0", or in a comparison "▼ 3.9", "unchanged", "new +3.9", "was +1.7".
     * @param {Reading} reading
     */
    reading({ became, value, now, before }) {
      if (became === "score") return signed(value);
      if (became === "changed") {
        return `${value > 0 ? "▲" : "▼"}\u00a0${signed(Math.abs(value)).replace("+", "")}`;
      }
      return t(`change.${became}`, { score: signed((now ?? before).score) });
    },
    /**
     * What a group's event counts for a member.
     * @param {number} share
     */
    share: (share) => `× ${share === 0.5 ? "½" : minus(plain.format(share))}`,
    /**
     * Where an event stands in its sources: each with its reference in full, and its address.
     * @param {Cited} event
     */
    cites: (event) =>
      citedBy(event).map((cited) => {
        const source = sourceOf(cited);
        const { author, title, publisher, year, locator, url } = source ?? {};
        return {
          text: t("card.citation", { source: title ?? cited.source ?? "", place: place(cited) }),
          full: joined([author, title, publisher, year, locator]),
          url,
        };
      }),
    brief,
    /**
     * When and where in its sources an event stands.
     * @param {Cited & {date?: Text}} event
     */
    dated: (event) => joined([text(event.date), brief(event)]),
    /**
     * An edge of a class or an end of the scale, without decimals that it does not need.
     * @param {number} value
     */
    tick: (value) => minus(edge.format(value)),
    /** @param {number} value */
    plain: (value) => minus(plain.format(value)),
    span,
    years,
    /**
     * The year in which an era begins; of a short one the day: “22 Oct”.
     * @param {{ start: string, end: string }} era
     */
    began: ({ start, end }) =>
      isShort(start, end) ? monthly.format(first(start)) : start.slice(0, 4),
    /**
     * The months of a half-open interval.
     * @param {string} start
     * @param {string} end
     */
    months: (start, end) => month.formatRange(first(start), last(end)).replaceAll("\u2009", " "),
  };
}

/**
 * Lower case, without accents: how a search compares.
 * @param {string} text
 */
export const fold = (text) => text.normalize("NFD").replace(/\p{M}/gu, "").toLowerCase();
