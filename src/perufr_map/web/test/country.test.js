import assert from "node:assert/strict";
import test from "node:test";

import { barsOf, placeBar } from "../src/course.js";
import { labelsOf, timeScale, widthOf, yearsOf } from "../src/spans.js";
import { stack } from "../src/stacks.js";
import { fullestEra, searchIn } from "../src/statements.js";
import { byWeight } from "../src/swarm.js";
import { stepsOf } from "../src/why.js";
import { fold } from "../src/words.js";
import { makeTold } from "./fixtures.js";

const told = makeTold();
const { eras, counterparts, statements } = told;
const number = (/** @type {number} */ value) => value.toFixed(1);

for (const width of [328, 984]) {
  const room = { left: 44, right: width - 16, narrow: width < 560 };
  const x = timeScale(eras, room.left, room.right);
  const barsOfEach = counterparts.map((counterpart) => ({
    id: counterpart.id,
    bars: barsOf(counterpart, told).map((bar) => ({
      ...bar,
      ...placeBar({ ...bar, said: number(bar.value), x, ...room }),
    })),
  }));

  test(`no statement of a counterpart lies on another, ${width} px`, () => {
    for (const { id, bars } of barsOfEach) {
      const rows = stack(bars);
      bars.forEach((a, i) => {
        bars.slice(i + 1).forEach((b, k) => {
          const together = rows[i] === rows[i + 1 + k] && a.value < 0 === b.value < 0;
          assert.ok(!together || a.to <= b.from || b.to <= a.from, id);
        });
      });
    }
  });

  test(`a bar covers the time of its statement, a dot stands in it, ${width} px`, () => {
    for (const { id, bars } of barsOfEach) {
      for (const { start, end, dot, box } of bars) {
        if (dot !== null) assert.ok(Math.abs(dot - (x(start) + x(end)) / 2) < 6, id);
        else if (x(end) - x(start) > 8) {
          assert.ok(Math.abs(box.x - x(start)) < 2 && Math.abs(box.x + box.width - x(end)) < 2, id);
        }
      }
    }
  });
}

test("a bar says what its statement adds to a score, and covers its time", () => {
  for (const counterpart of counterparts) {
    const bars = barsOf(counterpart, told);
    const added = counterpart.scores.flatMap(({ parts }) => parts.map(([index]) => index));
    assert.deepEqual(new Set(bars.map(({ index }) => index)), new Set(added));
    assert.equal(bars.length, new Set(added).size); // the same in every era
    for (const { index, start, end } of bars) {
      assert.deepEqual([start, end], [statements[index].start, statements[index].end]);
    }
  }
});

test("where days count, each era has its part of a statement, with what that adds", () => {
  const counted = structuredClone(told);
  for (const { scores } of counted.counterparts) {
    for (const { era, parts } of scores) {
      for (const part of parts) {
        const { start, end } = counted.statements[part[0]];
        const { start: from, end: to } = counted.eras[era];
        part[1] *= (Math.min(end, to) - Math.max(start, from)) / (to - from);
      }
    }
  }
  let split = 0;
  for (const counterpart of counted.counterparts) {
    const bars = barsOf(counterpart, counted);
    for (const { index, value, start, end } of bars) {
      const its = counterpart.scores.filter(({ parts }) =>
        parts.some(([other, adds]) => other === index && adds === value),
      );
      assert.ok(its.length, "the number is in no score");
      if (bars.filter((bar) => bar.index === index).length === 1) continue;
      split += 1;
      const within = its.map(({ era }) => counted.eras[era]);
      assert.ok(within.some((era) => start >= era.start && end <= era.end));
    }
  }
  assert.ok(split > 1);
});

test("what weighs little stands next to the line", () => {
  const items = [3, 1, 2].map((value) => ({ value, from: 0, to: 10 }));
  assert.deepEqual(stack(items), [2, 0, 1]);
  const apart = [
    { value: 3, from: 0, to: 10 },
    { value: 1, from: 20, to: 30 },
    { value: -9, from: 0, to: 10 },
  ];
  assert.deepEqual(stack(apart), [0, 0, 0]);
});

test("the parts of every score, stacked, make its net, and groups stand last", () => {
  for (const { id, scores } of counterparts) {
    for (const { parts, net } of scores) {
      const steps = stepsOf(parts);
      assert.ok(Math.abs(steps[steps.length - 1].to - net) < 1e-3, id);
      steps.slice(1).forEach(({ from }, i) => assert.equal(from, steps[i].to));
      const groups = parts.map(([, , via]) => via !== "");
      assert.deepEqual(
        groups,
        [...groups].sort((a, b) => Number(a) - Number(b)),
      );
    }
  }
});

test("every era has its name in its own width or above it, and a marked day its own", () => {
  const x = timeScale(eras, 44, 968);
  const room = { names: true, left: 44 };
  const named = (/** @type {import("../src/spans.js").Label[]} */ labels) =>
    labels.filter(({ row }) => row !== "year").map(({ text }) => text);
  const plain = named(labelsOf({ eras, marks: [] }, x, room));
  assert.equal(plain.length, eras.length);
  assert.ok(plain.includes("After the self-coup, 1992"));
  const marked = named(labelsOf(told, x, room));
  assert.ok(told.marks.length > 0);
  for (const { said } of told.marks) assert.ok(marked.includes(said), said);
  assert.ok(!marked.includes("After the self-coup, 1992"), "the day says it");
});

test("labels above the eras lie on none of their own", () => {
  const x = timeScale(eras, 44, 968);
  const [first, end] = [eras[0].start, eras[eras.length - 1].end];
  const days = [0, 0.01, 0.3, 0.31, 0.6, 0.98, 0.99].map((at) => first + at * (end - first));
  const marks = days.map((day) => ({ day, said: "A day that is marked" }));
  const labels = labelsOf({ eras, marks }, x, { names: true, left: 44 });
  const spans = labels
    .filter(({ row }) => row === "upper")
    .map(({ text, x: at, end: ends }) => (ends ? at - widthOf(text) : at))
    .sort((a, b) => a - b);
  assert.ok(spans.length > 3 && spans[0] >= 44);
  spans
    .slice(1)
    .forEach((from, i) => assert.ok(from - spans[i] >= widthOf("A day that is marked")));
});

test("a narrow drawing names eras by their years alone", () => {
  const labels = labelsOf(told, timeScale(eras, 30, 318), { names: false, left: 30 });
  assert.ok(labels.length > 2);
  assert.ok(labels.every(({ row }) => row === "year"));
});

test("the years of an era are those of its first and last day", () => {
  const days = (/** @type {string} */ date) => Date.parse(date) / 864e5;
  assert.equal(yearsOf(days("1985-07-28"), days("1990-07-28")), "1985–1990");
  assert.equal(yearsOf(days("1992-04-05"), days("1993-01-01")), "1992");
  assert.equal(yearsOf(days("0825-08-06"), days("0836-11-01")), "0825–0836");
});

test("a search finds statements that have all of its words, whatever their accents", () => {
  const folded = ["García meets the Pope", "Velasco buys arms"].map(fold);
  const find = (/** @type {string} */ asked) => [0, 1].filter(searchIn(folded, asked));
  assert.deepEqual(find(""), [0, 1]);
  assert.deepEqual(find("GARCIA pope"), [0]);
  assert.deepEqual(find("garcia arms"), []);
});

test("the list begins with what weighs most, on either side", () => {
  const sizes = byWeight(statements).map((i) => Math.abs(statements[i].weight));
  assert.deepEqual(
    sizes,
    [...sizes].sort((a, b) => b - a),
  );
});

test("the era of which most is said is counted, not guessed", () => {
  const { n, years } = fullestEra(told);
  const own = eras.map(
    ({ start, end }) => statements.filter((each) => each.start < end && each.end > start).length,
  );
  assert.equal(n, Math.max(...own));
  const place = own.indexOf(n);
  assert.equal(years, yearsOf(eras[place].start, eras[place].end));
});
