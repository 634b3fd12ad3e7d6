import assert from "node:assert/strict";
import { test } from "node:test";

import { fillCitation } from "../src/share.js";

test("a citation names what is shown, and a headline keeps the mark that it ends in", () => {
  const era = { headline: "Aid goes on", name: "García" };
  assert.equal(
    fillCitation("“\x01.” In Peru (map: \x02).", era),
    "“Aid goes on.” In Peru (map: García).",
  );
  assert.equal(
    fillCitation("“\x01.”", { headline: "Whose debt?", name: "García" }),
    "“Whose debt?”",
  );
  assert.equal(fillCitation("«\x01». \x02", { headline: "García", name: "" }), "«García». García");
});
