/** What scripts of a page find by name. */
import type { mapOptions, mount } from "./mount.js";
import type { Payload, TopologyData } from "./payload.d.ts";

declare global {
  var perufr: { mount: typeof mount; readonly mapOptions: ReturnType<typeof mapOptions> };

  /** In a page of a site: its study, and its borders. */
  const perufrStudy: Omit<Payload, "topology">;
  const perufrWorld: TopologyData;
}
