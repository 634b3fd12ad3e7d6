/**
 * What a page asks of the map, as `perufr`; also in a browser's console:
 * `perufr.mount(L.map("map", perufr.mapOptions), payload)`.
 */
import { createModel } from "./model.js";
import { mapOptions, mount } from "./mount.js";
import { classOf, colour, hatchOn, inkOn } from "./scale.js";
import { createWords } from "./words.js";

globalThis.perufr = {
  mount,
  get mapOptions() {
    return mapOptions();
  },
  createModel,
  createWords,
  classOf,
  colour,
  hatchOn,
  inkOn,
};
