import assert from "node:assert/strict";
import { test } from "node:test";

import { dotted, placesOf } from "../src/stands.js";

test("a line has dots between its parts, and none for what is empty", () => {
  const place = placesOf({ place: "¶ 4", links: [] });
  assert.equal(dotted(["1985", place, "", "Aid"]).join(""), "1985 · ¶ 4 · Aid");
  assert.equal(dotted(["", placesOf({ place: "", links: [] }), "Aid"]).join(""), "Aid");
});
