/** Open and close the card, and bring the focus there and back. */
import { focusIn } from "./dom.js";

/** @import { createPage } from "./layout.js" */
/** @import { Change, State } from "./types.d.ts" */

/**
 * @param {ReturnType<typeof createPage>} page
 * @param {HTMLElement} container of the Leaflet map
 * @param {State} state
 * @param {(change: Change) => void} act what the reader chooses
 */
export function createOpening({ root, card, table }, container, state, act) {
  /** @type {{node: HTMLElement, code: string}|null} */
  let opener = null;

  return {
    /**
     * @param {string} code
     * @param {HTMLElement} from where the focus goes back to
     */
    open(code, from) {
      opener = { node: from, code };
      act({ selected: code });
      card.focus();
    },

    /** The focus goes back to where it came from, if it was in the card. */
    close() {
      if (state.selected === null) return;
      const inside = card.node.contains(focusIn(root));
      act({ selected: null });
      if (!inside) return;
      const from = opener?.node.isConnected ? opener.node : table.find(opener?.code);
      const back = from && !from.closest("[hidden]") ? from : container;
      back.focus({ preventScroll: true });
    },
  };
}
