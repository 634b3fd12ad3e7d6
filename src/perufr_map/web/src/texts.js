/**
 * Texts of the study and the borders. A payload has each as an object by language; a file has its
 * place in the columns of all its texts, one for each language.
 */

import LEFTWARDS from "../../shown/leftwards.json" with { type: "json" };

/** @import { Payload, Text as GivenText } from "./payload.d.ts" */

/**
 * @typedef {Record<string, string|null|undefined>} Said what a text says, by language
 * @typedef {GivenText|Said|null|undefined} Text
 * @typedef {Payload["texts"]} Texts
 */

/**
 * What a text says in a language.
 * @param {Text} text
 * @param {string} language
 * @param {Texts} texts
 */
export const sayIn = (text, language, texts) =>
  typeof text === "number" ? texts?.[language]?.[text] : text?.[language];

/**
 * A text by language.
 * @param {Text} text
 * @param {Texts} texts
 * @returns {Said}
 */
export function unpack(text, texts) {
  if (typeof text !== "number") return text ?? {};
  const languages = Object.keys(texts ?? {});
  return Object.fromEntries(languages.map((language) => [language, sayIn(text, language, texts)]));
}

/**
 * Whether a text has letters of Hebrew, Arabic or their kin.
 * @param {unknown} text
 */
export const isTurned = (text) => /[\u0590-\u08ff]/.test(String(text));

/**
 * A text as a part of a longer one: where it runs leftwards, what stands around it does not.
 * @param {unknown} text
 */
export const isolate = (text) => (isTurned(text) ? `\u2068${text}\u2069` : String(text));

/**
 * Parts of a line, each as it runs; empty ones are left out.
 * @param {(string|null|undefined|0|false)[]} parts
 * @param {string} [between]
 */
export const joined = (parts, between = ", ") => parts.filter(Boolean).map(isolate).join(between);

/**
 * How many words a text has; in Chinese and Japanese two letters are about one.
 * @param {string} text
 */
export const countWords = (text) =>
  text.match(/[\u3040-\u9fff]{1,2}|[\p{L}\p{N}][^\s\u3040-\u9fff]*/gu)?.length ?? 0;

/**
 * What stands before a number or a date beside texts in a language: where those run from right to
 * left, a mark that keeps the sign before its number, and the day before its month.
 * @param {string} language
 */
export const markBefore = (language) => (RegExp(LEFTWARDS).test(language) ? "\u200e" : "");
