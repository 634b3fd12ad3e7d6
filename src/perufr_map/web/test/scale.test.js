import assert from "node:assert/strict";
import test from "node:test";
import {
  classOf,
  groupToneOf,
  hatchOn,
  hatchOnTint,
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
      const colour = scale.ramps[theme].colours[score];
      assert.equal(colour, expected.colours[theme]);
      assert.equal(inkOn(colour), expected.ink[theme]);
      assert.equal(hatchOn(colour), expected.hatch[theme]);
      const { fills, rims } = scale.tints[theme];
      const hatch = hatchOnTint(fills[expected.tint], rims[expected.tint]);
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

/** @param {string} hex */
const light = (hex) =>
  [1, 3, 5].map((at) => {
    const share = parseInt(hex.slice(at, at + 2), 16) / 255;
    return share <= 0.04045 ? share / 12.92 : ((share + 0.055) / 1.055) ** 2.4;
  });

/**
 * Björn Ottosson's OKLab, times 100.
 * @param {string} hex
 */
function oklab(hex) {
  const [r, g, b] = light(hex);
  const l = Math.cbrt(0.4122214708 * r + 0.5363325363 * g + 0.0514459929 * b);
  const m = Math.cbrt(0.2119034982 * r + 0.6806995451 * g + 0.1073969566 * b);
  const s = Math.cbrt(0.0883024619 * r + 0.2817188376 * g + 0.6299787005 * b);
  return [
    0.2104542553 * l + 0.793617785 * m - 0.0040720468 * s,
    1.9779984951 * l - 2.428592205 * m + 0.4505937099 * s,
    0.0259040371 * l + 0.7827717662 * m - 0.808675766 * s,
  ].map((value) => 100 * value);
}

/**
 * @param {string} one
 * @param {string} other
 */
function distance(one, other) {
  const [a, b] = [oklab(one), oklab(other)];
  return Math.hypot(...a.map((value, i) => value - b[i]));
}

/**
 * WCAG's contrast.
 * @param {string} one
 * @param {string} other
 */
function contrast(one, other) {
  const weights = [0.2126, 0.7152, 0.0722];
  const [a, b] = [one, other].map((hex) =>
    light(hex).reduce((sum, value, i) => sum + weights[i] * value, 0.05),
  );
  return Math.max(a, b) / Math.min(a, b);
}

test("no group's tint passes for a class, nor does plain land without data", () => {
  for (const { ramps, tints } of [scale, scale.change]) {
    for (const theme of THEMES) {
      const { no_data: plain } = scale.surfaces[theme];
      for (const colour of ramps[theme].colours) {
        assert.ok(distance(plain, colour) >= 5, `${colour} is near ${plain}`);
        for (const tint of tints[theme].fills) {
          assert.ok(distance(tint, colour) >= 6, `${tint} is near ${colour}`);
        }
      }
    }
  }
});

test("a group stands out from land without data by its rim, and by its tint", () => {
  for (const { tints } of [scale, scale.change]) {
    for (const theme of THEMES) {
      const { no_data: plain } = scale.surfaces[theme];
      tints[theme].rims.forEach((rim, i) => {
        assert.ok(contrast(rim, plain) >= 3, rim);
        assert.ok(distance(tints[theme].fills[i], plain) >= 2.5, tints[theme].fills[i]);
      });
    }
  }
});

test("a hatch stands out from what it lies on, on every class and tint", () => {
  for (const { ramps, tints, surfaces } of [scale, scale.change]) {
    for (const theme of THEMES) {
      const { fills, rims } = tints[theme];
      const { unchanged } = surfaces[theme];
      const classes = [...ramps[theme].colours, ...(unchanged ? [unchanged] : [])];
      const pairs = [
        ...classes.map((hex) => [hex, hatchOn(hex)]),
        ...fills.map((hex, i) => [hex, hatchOnTint(hex, rims[i])]),
      ];
      for (const [ground, hatch] of pairs) {
        assert.ok(contrast(ground, hatch) >= 1.4, `${ground} ${hatch} ${contrast(ground, hatch)}`);
      }
    }
  }
});
