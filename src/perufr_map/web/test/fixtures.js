/** What Python writes for these tests: `python tests/said.py`. */
import { readFileSync } from "node:fs";

/** @param {string} name */
function read(name) {
  const folder = new URL("../../../../tests/", import.meta.url);
  return JSON.parse(readFileSync(new URL(name, folder), "utf8"));
}

/** The shipped study as a file holds it, without coasts: a new one each time. */
export const makePayload = () =>
  /** @type {import("../src/payload.d.ts").Payload} */ (read("payload.json"));

/** What the views of a counterpart and of all statements are given of it: a new one each time. */
export const makeTold = () => /** @type {import("../src/told.d.ts").Told} */ (read("told.json"));

/** What Python says of that study. */
export const said = read("said.json");
