import assert from "node:assert/strict";
import test from "node:test";
import { readRecords } from "../src/columns.js";
import { createModel } from "../src/model.js";
import { countWords, isolate } from "../src/texts.js";
import { createWords, fold } from "../src/words.js";
import { makePayload, said } from "./fixtures.js";

const payload = makePayload();
const events = readRecords(payload.events);
const model = createModel(payload);

const { payload: cited, sources, ...cites } = said.cited;
/** @type {import("../src/words.js").Cited[]} */
const citedEvents = cited.events;

test("sources are named in full as Python names them", () => {
  const words = createWords(cited, "en");
  const full = citedEvents.map((event) => words.cites(event)[0].full);
  assert.deepEqual(full, sources);
});

test("little room names a source and a section only where there are several", () => {
  const [, document, several] = citedEvents;
  const words = createWords(cited, "en");
  assert.equal(words.brief(document), "Papers IV, doc. 176");
  const book = "Peru: A Country Study";
  const [first, second, third] = [`${book}, Chapter 1, pp. 123-125`, "Papers IV, fol. 12v", book];
  const section = "Foreign Relations Under García ¶\u00a04";
  assert.equal(words.brief(several), `${first}; ${second}; ${third}, ${section}`);
  const [only] = Object.entries(cited.sources);
  const alone = createWords({ ...cited, sources: Object.fromEntries([only]) }, "en");
  assert.equal(alone.brief({ section: "", locator: "¶ 4" }), "¶\u00a04");
});

test("a part of a line that runs leftwards leaves what stands around it in its place", () => {
  for (const [text, alone] of Object.entries(said.isolated)) assert.equal(isolate(text), alone);
  const source = { title: "وثائق، المجلد 4", year: "2011" };
  const words = createWords({ ...cited, sources: { book: source } }, "en");
  assert.equal(
    words.dated({ date: { en: "12 במרץ 2001" }, section: "", locator: "pp. 42-43" }),
    "\u206812 במרץ 2001\u2069, pp. 42-43",
  );
  const [{ text }] = words.cites({ section: "", locator: "pp. 42-43" });
  assert.equal(text, "\u2068وثائق، المجلد 4\u2069, pp. 42-43");
});

test("words are counted as Python counts them, in scripts without spaces, too", () => {
  for (const [text, n] of Object.entries(said.counted)) assert.equal(countWords(text), n, text);
});

for (const language of cited.languages) {
  test(`several sources of an event are cited as Python cites them: ${language}`, () => {
    const words = createWords(cited, language);
    const said = citedEvents.map((event) =>
      words.cites(event).map(({ text, url }) => [text, url ?? ""]),
    );
    assert.deepEqual(said, cites[language]);
  });
}

for (const language of payload.languages) {
  const words = createWords(payload, language);
  const expected = said[`words.${language}`];

  test(`numbers, shares, dates and citations are said as Python says them: ${language}`, () => {
    for (const [value, text] of expected.signed) assert.equal(words.signed(value), text);
    for (const [value, text] of expected.ticks) assert.equal(words.tick(value), text);
    for (const [value, text] of expected.shares) assert.equal(words.share(value), text);
    for (const [start, end, text] of expected.spans) assert.equal(words.span(start, end), text);
    for (const [start, end, text] of expected.years) assert.equal(words.years(start, end), text);
    for (const [start, end, text] of expected.began)
      assert.equal(words.began({ start, end }), text);
    for (const [at, text] of expected.citations) {
      assert.equal(
        words
          .cites(events[at])
          .map((cite) => cite.text)
          .join("; "),
        text,
      );
    }
  });

  test(`what an era's map measures is said as Python says it: ${language}`, () => {
    for (const [place, focus, named, text] of expected.deks) {
      assert.equal(model.namedIn(place), named);
      assert.equal(words.dek(payload.eras[place], focus, named), text);
    }
    for (const [place, focus, text] of expected.none_named) {
      assert.equal(words.dek(payload.eras[place], focus, 0), text);
    }
  });

  test(`readings are said as Python says them: ${language}`, () => {
    /** @param {number|null} score */
    const scored = (score) => (score === null ? null : { score });
    for (const [became, value, now, before, text] of expected.readings) {
      const both = { now: scored(now), before: scored(before) };
      const reading = /** @type {import("../src/types.d.ts").Reading} */ (
        /** @type {unknown} */ ({ became, value, ...both })
      );
      assert.equal(words.reading(reading), text, `${became} ${value}`);
    }
  });
}

const english = createWords(payload, "en");

test("a message has its blanks filled, and keeps those that it has no value for", () => {
  const messages = { en: { greeting: "{who}, {what}" } };
  const words = createWords({ ...payload, messages }, "en");
  assert.equal(words.t("greeting", { who: "A" }), "A, {what}");
  assert.equal(words.t("greeting", { who: "{what}", what: "B" }), "{what}, B");
  assert.equal(words.t("nothing"), "nothing");
});

test("what is counted has the form of its number", () => {
  assert.equal(english.count("statements", 1), "one statement");
  assert.equal(english.count("statements", 1234), "1,234 statements");
});

test("a text is said in the reader's language, else in the study's first, else in English", () => {
  const spanish = createWords({ ...payload, languages: ["de", "es"] }, "es");
  assert.equal(spanish.text({ es: "hola", de: "hallo", en: "hello" }), "hola");
  assert.equal(spanish.text({ de: "hallo", en: "hello" }), "hallo");
  assert.equal(spanish.text({ en: "hello" }), "hello");
  assert.equal(spanish.text({ fr: "salut" }), "");
  assert.equal(spanish.text(null), "");
});

test("a language without a catalogue is read with the reader's words, else with English ones", () => {
  const messages = {
    de: { aid: "Hilfe" },
    en: { "statements.other": "{n} statements" },
    es: { "statements.other": "{n} enunciados" },
  };
  const german = { ...payload, languages: ["de"], spoken: ["en", "es"], messages };
  for (const [readers, interface_, said] of /** @type {[string[], string, string][]} */ ([
    [["ru-RU", "es-PE", "en"], "es", "2,5 enunciados"],
    [["ru"], "en", "2.5 statements"],
    [[], "en", "2.5 statements"],
  ])) {
    const words = createWords(german, "de", readers);
    assert.deepEqual([words.language, words.interface], ["de", interface_]);
    assert.equal(words.count("statements", 2.5), said);
    assert.equal(words.t("aid"), "Hilfe");
    assert.equal(words.text({ de: "hallo", en: "hello", es: "hola" }), "hallo");
    assert.equal(words.text({ en: "hello", es: "hola" }), interface_ === "es" ? "hola" : "hello");
  }
  assert.equal(createWords(payload, "en", ["es"]).interface, "en");
});

test("a sign stays before its number beside texts that run from right to left", () => {
  const arabic = createWords({ ...payload, languages: ["ar"], spoken: ["en"] }, "ar", []);
  assert.equal(arabic.signed(-4.25), "\u200e\u22124.3");
  const value = -3.9;
  const changed = /** @type {Parameters<typeof arabic.reading>[0]} */ ({
    became: "changed",
    value,
  });
  assert.equal(arabic.reading(changed), "▼\u00a0\u200e3.9");
  assert.equal(english.signed(-4.25), "\u22124.3");
});

test("a text of a file is found by its place", () => {
  const texts = { en: ["one", "two"], es: ["uno", null] };
  const words = createWords({ ...payload, languages: ["en", "es"], texts }, "es");
  assert.equal(words.text(0), "uno");
  assert.equal(words.text(1), "two");
});

test("a search takes no notice of accents and capitals", () => {
  assert.equal(fold("Perú, ÑANDÚ"), "peru, nandu");
});
