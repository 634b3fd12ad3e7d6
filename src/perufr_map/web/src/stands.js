/** Say where a statement stands in its sources, with links to those that are on the web. */
import { el } from "./dom.js";
import { isolate } from "./texts.js";

/** @import { ToldStatement } from "./told.d.ts" */

/**
 * @param {Pick<ToldStatement, "place" | "links">} statement
 * @returns {(string | Node)[]}
 */
export const placesOf = ({ place, links }) =>
  links.length
    ? links.flatMap(([text, href], i) => [
        i ? "; " : "",
        href ? el("a", { href, target: "_blank", rel: "noopener" }, text) : text,
      ])
    : [place];

/**
 * Parts of a line with dots between them; empty ones are left out.
 * @param {(string | (string | Node)[])[]} parts
 * @returns {(string | Node)[]}
 */
export const dotted = (parts) =>
  parts
    .filter((part) => part.length && part[0] !== "")
    .flatMap((part, i) => [i ? " · " : "", ...(typeof part === "string" ? [isolate(part)] : part)]);
