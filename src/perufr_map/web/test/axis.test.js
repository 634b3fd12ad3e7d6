import assert from "node:assert/strict";
import test from "node:test";
import { barsOf, createAxis, eraAt, placeMarks, placeNames } from "../src/axis.js";
import { createModel } from "../src/model.js";
import { timeFor } from "../src/player.js";
import { makePayload } from "./fixtures.js";

const { payload } = createModel(makePayload());
const axis = createAxis(payload.eras);

/** @param {string[]} days each era ends where the next one begins */
const touching = (...days) => days.slice(1).map((end, i) => ({ start: days[i], end }));

test("an era is as long on the line as it lasted", () => {
  const { spans } = createAxis(touching("1900-01-01", "1901-01-01", "1911-01-01"));
  const [[from, edge], [begins, to]] = spans;
  assert.deepEqual([from, begins, to], [0, edge, 1]);
  assert.ok(Math.abs(edge - 365 / 4017) < 1e-9);
  const lengths = axis.spans.map(([start, end]) => end - start);
  assert.ok(lengths[0] > 10 * lengths[5], "eleven months against nearly seven years");
});

test("eras with a gap between them keep it, and an only one takes the whole line", () => {
  const apart = createAxis([
    { start: "1900-01-01", end: "1901-01-01" },
    { start: "1902-01-01", end: "1903-01-01" },
  ]);
  assert.ok(apart.spans[0][1] < apart.spans[1][0]);
  assert.deepEqual(createAxis(touching("1900-01-01", "1950-01-01")).spans, [[0, 1]]);
});

test("the whole of an era is its target, its first day too, and beyond the ends the nearest", () => {
  for (const [era, [from, to]] of axis.spans.entries()) {
    for (const at of [from, (from + to) / 2, to - 1e-6]) assert.equal(eraAt(axis.spans, at), era);
  }
  assert.equal(eraAt(axis.spans, -3), 0);
  assert.equal(eraAt(axis.spans, 7), 5);
  const apart = [
    [0, 0.2],
    [0.6, 1],
  ].map(([from, to]) => /** @type {[number, number]} */ ([from, to]));
  assert.equal(eraAt(apart, 0.3), 0);
  assert.equal(eraAt(apart, 0.5), 1);
});

test("the quarters cover the line, each from where the one before it ended", () => {
  const quarters = payload.density.map((_, n) => axis.quarter(n));
  quarters.slice(1).forEach(([from], n) => assert.equal(from, quarters[n][1]));
  assert.ok(quarters[0][0] <= 0);
  assert.ok((quarters.at(-1)?.[1] ?? 0) >= 1);
  assert.ok(quarters.at(-1)?.[0] ?? 1 < 1);
  const day = createAxis(touching("1899-11-30", "1900-02-03")).quarter(1)[0];
  assert.ok(Math.abs(day - 32 / 65) < 1e-9, "the first of January");
});

/** @param {string} path */
const heights = (path) => [...path.matchAll(/V([\d.]+)h/g)].map(([, y]) => 100 - Number(y));

test("bars are as high as what is told of a quarter, and none stands where nothing is", () => {
  const years = createAxis(touching("1900-01-01", "1901-01-01"));
  assert.deepEqual(heights(barsOf(years, [50, 0, 100, 200])), [25, 50, 100]);
  assert.equal(barsOf(years, [0, 0, 0, 0]), "");
  assert.equal(heights(barsOf(axis, payload.density)).length, payload.density.length);
});

test("the bars of an era end at its edges", () => {
  const ends = axis.spans.map((span) => {
    const path = barsOf(axis, payload.density, span);
    const bars = [...path.matchAll(/M([\d.]+) 100V[\d.]+h([\d.]+)/g)];
    return bars.map(([, x, width]) => [Number(x) / 1000, (Number(x) + Number(width)) / 1000]);
  });
  ends.forEach((bars, era) => {
    const [from, to] = axis.spans[era];
    assert.ok(bars.every(([left, right]) => left > from - 1e-3 && right < to + 1e-3));
  });
  const whole = heights(barsOf(axis, payload.density)).length;
  const cut = ends.flat().length;
  assert.ok(cut >= whole && cut <= whole + payload.eras.length, "one is cut at an edge at most");
});

/**
 * Names of a width each, on a line of eras that are so many px long.
 * @param {number[]} lengths
 * @param {number} width
 */
function namesOn(lengths, width) {
  let at = 0;
  return lengths.map((length) => {
    const from = at;
    at += length;
    return { from, to: at, width, year: 28 };
  });
}

/** @param {ReturnType<typeof placeNames>} places @param {ReturnType<typeof namesOn>} names */
const boxes = (places, names) =>
  places
    .flatMap((place, i) =>
      place.shown === "off"
        ? []
        : [[place.x, place.x + (place.shown === "whole" ? names[i].width : names[i].year)]],
    )
    .sort(([a], [b]) => a - b);

for (const [said, lengths, width] of /** @type {[string, number[], number][]} */ ([
  ["the shipped study at 1440", [269, 193, 196, 196, 66, 19], 110],
  ["the shipped study at 360", [74, 53, 54, 54, 18, 5], 110],
  ["one era", [300], 900],
  ["two eras", [10, 290], 120],
  ["forty eras", Array(40).fill(24), 60],
  ["forty eras, some long", Array.from({ length: 40 }, (_, i) => (i % 7 ? 8 : 90)), 70],
])) {
  test(`the shown era has its name and none lies on another: ${said}`, () => {
    const names = namesOn(lengths, width);
    const line = lengths.reduce((sum, length) => sum + length);
    lengths.forEach((_, shown) => {
      const places = placeNames(names, line, shown);
      assert.equal(places[shown].shown, "whole");
      const found = boxes(places, names);
      found.slice(1).forEach(([from], i) => assert.ok(from >= found[i][1] + 8));
      assert.ok(found.every(([from, to]) => from >= 0 && (to <= line || width > line)));
      places.forEach((place, i) =>
        assert.ok(i === shown || lengths[i] >= 50 || place.shown === "off"),
      );
    });
  });
}

test("a long era has its name before a short one, and a year where the name has no room", () => {
  const names = namesOn([60, 400, 60, 60], 90);
  const places = placeNames(names, 580, 3);
  assert.deepEqual(
    places.map((place) => place.shown),
    ["brief", "whole", "off", "whole"],
  );
});

test("what has no room stands within the line, where the pointer shows it", () => {
  const names = namesOn([580, 20], 120);
  assert.deepEqual(placeNames(names, 600, 0)[1], { x: 480, shown: "off" });
});

test("names of days stand left of their ticks, right where there is none, and never on another", () => {
  const alone = placeMarks(
    [
      { at: 900, width: 120 },
      { at: 30, width: 120 },
    ],
    950,
  );
  assert.deepEqual(
    alone.map((place) => place?.side),
    ["left", "right"],
  );
  const close = placeMarks(
    [
      { at: 500, width: 120 },
      { at: 510, width: 120 },
    ],
    950,
  );
  assert.deepEqual(
    close.map((place) => place?.side),
    ["left", "right"],
  );
  const crowd = placeMarks(
    [500, 505, 510].map((at) => ({ at, width: 120 })),
    950,
  );
  assert.deepEqual(
    crowd.map((place) => place?.side),
    ["left", undefined, "right"],
  );
  assert.deepEqual(placeMarks([{ at: 100, width: 120 }], 150), [null]);
});

test("an era is played as long as its headline takes to read", () => {
  assert.equal(timeFor("García fights the IMF"), 2500 + 4 * 40);
  assert.equal(timeFor(""), 2500);
});
