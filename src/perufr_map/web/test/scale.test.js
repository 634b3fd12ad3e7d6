import assert from "node:assert/strict";
import test from "node:test";
import {
  classOf,
  groupToneOf,
  hatchOn,
  inkOn,
  numericTones,
  sheet,
  tintOf,
  toneOf,
} from "../src/scale.js";
import { makePayload, said } from "./fixtures.js";

/** @import { Theme } from "../src/payload.d.ts" */
/** @import { Reading } from "../src/types.d.ts" */

const { scale } = makePayload();
/** @type {Theme[]} */
const THEMES = ["light", "dark"];

test("classes, colours, ink and hatches are those that Python draws with", () => {
  for (const [value, expected] of Object.entries(said.classes)) {
    const score = classOf(Number(value), scale);
    assert.equal(score, expected.score, value);
    assert.equal(tintOf(Number(value), scale), expected.tint, value);
    for (const theme of THEMES) {
      const { paper } = scale.page[theme];
      const { classes, groups } = scale.hatches[theme];
      const colour = scale.ramps[theme].colours[score];
      assert.equal(colour, expected.colours[theme]);
      assert.equal(inkOn(colour), expected.ink[theme]);
      assert.equal(hatchOn(colour, paper, classes), expected.hatch[theme]);
      const hatch = hatchOn(scale.tints[theme].fills[expected.tint], paper, groups);
      assert.equal(hatch, expected.tint_hatch[theme]);
    }
  }
});

test("on a grey stands black or white, whichever stands out more", () => {
  for (let value = 0; value < 256; value++) {
    const share = value / 255;
    const light = share <= 0.04045 ? share / 12.92 : ((share + 0.055) / 1.055) ** 2.4;
    const onBlack = (light + 0.05) / 0.05;
    const onWhite = 1.05 / (light + 0.05);
    const grey = `#${value.toString(16).padStart(2, "0").repeat(3)}`;
    assert.equal(inkOn(grey), onBlack > onWhite ? "#000000" : "#ffffff", grey);
  }
});

test("the style sheet of a map gives each tone its colour, in both themes", () => {
  const [light, dark] = sheet(scale, "#map").split("\n");
  assert.ok(light.startsWith("#map{"));
  assert.ok(dark.startsWith('@media screen{#map[data-mode="dark"]{'));
  scale.ramps.light.colours.forEach((hex, i) => assert.ok(light.includes(`--pfr-c${i}:${hex}`)));
  scale.ramps.dark.colours.forEach((hex, i) => assert.ok(dark.includes(`--pfr-c${i}:${hex}`)));
  for (const tone of numericTones(scale)) {
    assert.ok(light.includes(`--pfr-${tone}:#`), tone);
    assert.ok(sheet(scale, "#map").includes(`#map .pfr-on-${tone}{`), tone);
  }
});

test("what is no colour does not reach the style sheet", () => {
  const broken = makePayload().scale;
  broken.ramps.light.colours[0] = "red}body{display:none";
  broken.surfaces.light.sea = "url(//nowhere)";
  assert.doesNotMatch(sheet(broken, "#map"), /body|nowhere/);
});

/**
 * @param {number|null} now
 * @param {number} [value]
 */
const reading = (now, value) =>
  /** @type {Reading} */ (
    /** @type {unknown} */ ({ value: value ?? now, now: now === null ? null : { score: now } })
  );

test("a reading's tone is the class of its score, whatever it has changed by", () => {
  assert.equal(toneOf(reading(-10), scale), "c0");
  assert.equal(toneOf(reading(10), scale), `c${scale.thresholds.length}`);
  assert.equal(toneOf(reading(-4.1, 20), scale), "c0"); // a rupture is red, though it rose
  assert.equal(toneOf(reading(null), scale), "gone");
});

test("a group's tone is a tint of its sign, or says that it is gone", () => {
  /** @param {{value: number|null}} given */
  const tone = ({ value }) => groupToneOf(reading(value), scale);
  const first = scale.thresholds.find((edge) => edge > 0) ?? 0;
  assert.equal(tone({ value: -10 }), "gc0");
  assert.equal(tone({ value: -first }), "gc2");
  assert.equal(tone({ value: -first - 0.01 }), "gc1");
  assert.equal(tone({ value: first }), "gc3");
  assert.equal(tone({ value: 10 }), "gc4");
  assert.equal(tone({ value: null }), "gone");
});
