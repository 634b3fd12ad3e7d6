/**
 * Texts of the study and the borders. A payload has each as an object by language; a file has its
 * place in the columns of all its texts, one for each language.
 * @typedef {import("./payload.d.ts").Text | null | undefined} Text
 * @typedef {import("./payload.d.ts").Payload["texts"]} Texts
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
 */
export function unpack(text, texts) {
  if (typeof text !== "number") return text ?? {};
  const languages = Object.keys(texts ?? {});
  return Object.fromEntries(languages.map((language) => [language, sayIn(text, language, texts)]));
}
