import assert from "node:assert/strict";
import test from "node:test";
import { fillCitation } from "../src/cited.js";
import { said } from "./fixtures.js";

test("a page cites its view in every style as Python does", () => {
  const { templates, cited } = said.views;
  for (const { language, view, texts } of cited)
    for (const [style, text] of Object.entries(texts))
      assert.equal(fillCitation(style, templates[style][language], view), text);
});

test("a name that LaTeX would read is escaped, and no sign in a name is taken for another", () => {
  const view = { headline: "War & $& peace!", name: "100% #1_a", departures: {}, said: "" };
  assert.equal(fillCitation("BibTeX", "note = {\ue002},", view), "note = {100\\% \\#1\\_a},");
  const chicago = fillCitation("Chicago", "“\ue001.” In T. Map: \ue002. CC0. \ue003.", view);
  assert.equal(chicago, "“War & $& peace!” In T. Map: 100% #1_a. CC0.");
});

test("a view whose headline is its name is not named twice", () => {
  const view = { headline: "1968", name: "", departures: {}, said: "" };
  const template = "“\ue001.” In T. Map: \ue002. CC0. \ue003.";
  assert.equal(fillCitation("Chicago", template, view), "“1968.” In T. CC0.");
});
