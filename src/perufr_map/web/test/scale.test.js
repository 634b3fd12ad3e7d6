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
    assert.equal(classOf(Number(value), scale.change), expected.change, value);
    assert.equal(tintOf(Number(value), scale), expected.tint, value);
    assert.equal(tintOf(Number(value), scale.change), expected.change_tint, value);
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

test("a reading's tone says its class, or what became of it", () => {
  /** @param {Partial<Reading>} reading */
  const tone = (reading) => toneOf(/** @type {Reading} */ (reading), scale);
  assert.equal(tone({ became: "score", value: -10 }), "c0");
  assert.equal(tone({ became: "score", value: 10 }), `c${scale.thresholds.length}`);
  assert.equal(tone({ became: "changed", value: 20 }), `d${scale.change.thresholds.length}`);
  assert.equal(tone({ became: "unchanged", value: 0 }), "unchanged");
  assert.equal(tone({ became: "gone", value: null }), "gone");
});

test("a group's tone is a tint of its sign, or says what became of it", () => {
  /** @param {Partial<Reading>} reading */
  const tone = (reading) => groupToneOf(/** @type {Reading} */ (reading), scale);
  const first = scale.thresholds.find((edge) => edge > 0) ?? 0;
  assert.equal(tone({ became: "score", value: -10 }), "gc0");
  assert.equal(tone({ became: "score", value: -first }), "gc2");
  assert.equal(tone({ became: "score", value: -first - 0.01 }), "gc1");
  assert.equal(tone({ became: "score", value: first }), "gc3");
  assert.equal(tone({ became: "score", value: 10 }), "gc4");
  assert.equal(tone({ became: "changed", value: 0.1 }), "gd3");
  assert.equal(tone({ became: "unchanged", value: 0 }), "gd2");
  assert.equal(tone({ became: "new", value: null }), "new");
});
