/** Citations of a view, for readers without Python: the templates of exports/styles.py, filled in. */

/** @param {string} text */
const escapeTex = (text) =>
  text.replace(/[&%$#_{}\\]/g, (each) => (each === "\\" ? "\\textbackslash{}" : `\\${each}`));

/**
 * Put headline, name and method of a view into a citation. A headline that ends in a mark of its
 * own has no full stop; where it is the name, the name is not said again.
 * @param {string} style
 * @param {string} template
 * @param {{headline: string, name: string, departures: Record<string, string>, said: string}} view
 */
export function fillCitation(style, template, { headline, name, departures, said }) {
  const choices = Object.entries(departures).map((choice) => choice.join("="));
  const method = choices.length && ` Method other than the study’s own: ${choices.join(" ")}`;
  if (style === "CFF")
    return method ? template.replace(/^message: (.*)/m, `message: '$1${method}'`) : template;
  if (style === "BibTeX") {
    const noted = method ? template.replace("},\n}", () => `.${escapeTex(method)}},\n}`) : template;
    return noted.replace("\ue002", () => escapeTex(name || headline));
  }
  return (name || style === "APA" ? template : template.replace(/(, |\. )[^,.]*\ue002/, ""))
    .replace(/[.?!…]$/.test(headline) ? "\ue001." : "\ue001", () => headline)
    .replace("\ue002", () => name || headline)
    .replace(" \ue003.", () => said && ` ${said}`);
}
