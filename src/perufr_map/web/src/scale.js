/** The class of a score, its colour, and the colour of text on it. */

/** @import { ScaleData, Theme } from "./payload.d.ts" */
/** @import { Reading } from "./types.d.ts" */

/**
 * Class of a score. A class includes its lower threshold.
 * @param {number} score
 * @param {{thresholds: number[]}} scale
 * @returns {number} 0 (conflict) … thresholds.length (cooperation)
 */
export function classOf(score, scale) {
  return scale.thresholds.filter((threshold) => score >= threshold).length;
}

/**
 * @param {number|null|undefined} value
 * @returns {value is number}
 */
export const isNumber = (value) => value !== null && value !== undefined;

/** @param {string} hex */
const channels = (hex) => [1, 3, 5].map((at) => parseInt(hex.slice(at, at + 2), 16));

/**
 * Relative luminance as WCAG 2 defines it, 0 … 1.
 * @param {string} hex
 */
function luminance(hex) {
  const [r, g, b] = channels(hex).map((value) => {
    const c = value / 255;
    return c <= 0.04045 ? c / 12.92 : ((c + 0.055) / 1.055) ** 2.4;
  });
  return 0.2126 * r + 0.7152 * g + 0.0722 * b;
}

/**
 * Black or white, whichever stands out more.
 * @param {string} hex
 */
export const inkOn = (hex) => (luminance(hex) > 0.179 ? "#000000" : "#ffffff");

/**
 * @param {string} hex
 * @param {string} other
 * @param {number} share of the other
 */
function mix(hex, other, share) {
  const [a, b] = [channels(hex), channels(other)];
  const mixed = a.map((value, i) => Math.round(value * (1 - share) + b[i] * share));
  return `#${mixed.map((value) => value.toString(16).padStart(2, "0")).join("")}`;
}

/**
 * WCAG's contrast of two colours.
 * @param {string} one
 * @param {string} other
 */
function contrast(one, other) {
  const [a, b] = [luminance(one) + 0.05, luminance(other) + 0.05];
  return Math.max(a, b) / Math.min(a, b);
}

/**
 * Colour of a hatch: nearly the page's, but darker on what is nearly as pale as the page.
 * @param {string} hex
 * @param {string} paper
 * @param {number} share of the page's colour
 */
export const hatchOn = (hex, paper, share) =>
  contrast(hex, paper) < 1.4 ? mix(hex, "#000000", 0.22) : mix(hex, paper, share);

const INK = 0.45; // share of ink in the rim of what two or more statements name

/** @param {string} value */
const isHex = (value) => /^#[0-9a-f]{6}$/i.test(value);

/**
 * @param {string} name
 * @param {string} value
 */
const declare = (name, value) => (isHex(value) ? [`--pfr-${name}:${value}`] : []);

/**
 * Colours of the scale: of its classes, of the ink and the hatch on them, of its surfaces.
 * @param {ScaleData} scale
 * @param {Theme} theme
 */
function tokens({ ramps, tints, surfaces, page, hatches }, theme) {
  const { paper, text } = page[theme];
  const { classes: onClass, groups: onTint } = hatches[theme];
  const { colours, rims: edges = [] } = ramps[theme];
  const classes = colours
    .filter(isHex)
    .flatMap((hex, i) => [
      ...declare(`c${i}`, hex),
      ...declare(`ink-c${i}`, inkOn(hex)),
      ...declare(`hatch-c${i}`, hatchOn(hex, paper, onClass)),
    ]);
  const firm = edges.filter(isHex).flatMap((hex, i) => declare(`firm-c${i}`, mix(hex, text, INK)));
  const others = Object.entries(surfaces[theme]).flatMap(([name, value]) =>
    declare(name.replaceAll("_", "-").replace(/[^a-z-]/g, ""), value),
  );
  const { fills, rims } = tints[theme];
  const groups = fills.flatMap((fill, i) => {
    const tone = `gc${i}`;
    return isHex(fill) && isHex(rims[i])
      ? [
          ...declare(tone, fill),
          ...declare(`rim-${tone}`, rims[i]),
          ...declare(`ink-${tone}`, inkOn(fill)),
          ...declare(`hatch-${tone}`, hatchOn(fill, paper, onTint)),
        ]
      : [];
  });
  return [...classes, ...firm, ...groups, ...others];
}

/**
 * What a reading looks like: "c3" is class 3, in a comparison that of the era shown; "gone" is who
 * has no score in it.
 * @param {Reading} reading as model.readingOf gives it
 * @param {ScaleData} scale
 */
export const toneOf = ({ now }, scale) => (now ? `c${classOf(now.score, scale)}` : "gone");

/**
 * What readings are in order of: their score or change; who is new by the score, who is gone last.
 * @param {Reading} reading
 */
export const sizeOf = ({ value, now }) => Math.abs(value ?? now?.score ?? 0);

/**
 * Which of a scale's five tints a group has: 0 and 1 are conflict, 2 neither, the others
 * cooperation; 1 and 3 the first class of each, 0 and 4 all that are stronger.
 * @param {number} value
 * @param {{thresholds: number[]}} scale
 */
export function tintOf(value, scale) {
  const classes = scale.thresholds.length + 1;
  const middle = classes % 2;
  const step = classOf(value, scale) - Math.floor(classes / 2);
  if (step >= middle) return step === middle ? 3 : 4;
  return step === 0 ? 2 : step === -1 ? 1 : 0;
}

/**
 * What a group's reading looks like as a region: as `toneOf`, in the tints: "gc3".
 * @param {Reading} reading
 * @param {ScaleData} scale
 */
export const groupToneOf = ({ now }, scale) => (now ? `gc${tintOf(now.score, scale)}` : "gone");

/**
 * The tones of readings that have a score in the era shown.
 * @param {ScaleData} scale
 */
export const numericTones = ({ thresholds, tints }) => [
  ...[...thresholds, null].map((_, i) => `c${i}`),
  ...tints.light.fills.map((_, i) => `gc${i}`),
];

/**
 * Colours of the page; its paper and its text give way to those of a page around it.
 * @param {Record<string, string>} colours
 */
const pageTokens = ({ paper, text, ...others }) =>
  Object.entries({ "page-paper": paper, "page-text": text, ...others }).flatMap(([name, value]) =>
    declare(name.replace(/[^a-z-]/g, ""), value),
  );

/**
 * Style sheet that gives one map its colours: light ones, dark ones on a dark screen.
 * @param {ScaleData} scale
 * @param {string} selector of the map's root
 */
export function sheet(scale, selector) {
  /** @param {Theme} theme */
  const colours = (theme) => [...pageTokens(scale.page[theme]), ...tokens(scale, theme)].join(";");
  const labels = numericTones(scale).map(
    (tone) =>
      `${selector} .pfr-on-${tone}{background-color:var(--pfr-${tone});` +
      `color:var(--pfr-ink-${tone},var(--pfr-text));` +
      `--ground:var(--pfr-${tone});--stripe:var(--pfr-hatch-${tone})` +
      `${/^g/.test(tone) ? `;border:1px dashed var(--pfr-rim-${tone})` : ""}}`,
  );
  return [
    `${selector}{${colours("light")};--pfr-gone:var(--pfr-no-data)}`,
    `@media screen{${selector}[data-mode="dark"]{${colours("dark")}}}`,
    ...labels,
  ].join("\n");
}
