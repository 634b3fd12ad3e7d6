/**
 * What a page asks of the map, as `perufr`; also in a browser's console:
 * `perufr.mount(L.map("map", perufr.mapOptions), payload)`.
 */
import { mapOptions, mount } from "./mount.js";

globalThis.perufr = {
  mount,
  get mapOptions() {
    return mapOptions();
  },
};
