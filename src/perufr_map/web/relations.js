/**
 * perufr-map: a study's relations on a Leaflet map.
 *
 * In a browser console: `perufr.mount(L.map("map", perufr.mapOptions), payload)`.
 * The payload's shape is written down in docs/payload.md.
 */
((perufr) => {
  "use strict";
  const { el, icon } = perufr;

  const NARROW = 640; // px of the map's own root, whatever the page's width
  const WIDE = 1000;
  const PERMALINK = { era: "era", selected: "c", language: "lang" };

  /**
   * Draw a study on a Leaflet map and build the rest of the page around it.
   * @param {L.Map} map made with `perufr.mapOptions`
   * @param {Object} payload
   * @param {Object} [options]
   * @param {string} [options.era] id of the era to show first; default: the first
   * @param {string|null} [options.selected] code of the counterpart whose card is open
   * @param {string} [options.language] default: the study's first
   * @param {"full"|"slim"} [options.chrome] with or without title, summary and colophon
   * @param {"light"|"dark"} [options.theme] default: as the reader's system has it
   * @param {boolean} [options.permalink] keep the state in the page's address
   * @param {Object} [options.look] where to look, as `view.look()` of an earlier map gave it
   * @param {Function} [options.onChange] called with {era, selected, language} after the reader's acts
   */
  function mount(map, payload, options = {}) {
    const model = perufr.createModel(payload);
    const hatches = perufr.createHatches(payload.scale.thresholds.length + 1);
    const container = map.getContainer();
    const full = options.chrome !== "slim";
    const permalink = Boolean(options.permalink) && full && location.protocol !== "about:";
    const state = { era: null, eraIndex: -1, selected: null, language: null, words: null };
    let opener = null;

    const actions = {
      setEra: (index) => act({ era: payload.eras[index].id }),
      setLanguage: (language) => act({ language }),
      pick: (code, from) => open(code, from),
      close: () => shut(),
    };
    const masthead = perufr.createMasthead(model, actions);
    const intro = perufr.createIntro(model);
    const colophon = perufr.createColophon(model);
    const timeline = perufr.createTimeline(model, actions);
    const finder = perufr.createFinder(model, actions);
    const legend = perufr.createLegend(model, hatches);
    const label = perufr.createLabel(model);
    const card = perufr.createCard(model, actions);
    const strip = perufr.createStrip(model, actions);
    const table = perufr.createTable(model, actions);
    const controls = createControls(map, () => camera.home({ animate: true }));

    const id = perufr.uid("map");
    const root = el("section", {
      class: "pfr",
      role: full ? "main" : null,
      "data-chrome": full ? "full" : "slim",
      "data-pfr": id,
    });
    if (options.theme) root.dataset.theme = options.theme;
    container.replaceWith(root);
    const stage = el(
      "div",
      { class: "pfr-stage" },
      container,
      controls.node,
      label.node,
      card.node,
    );
    root.append(
      el("style", { text: perufr.sheet(payload.scale, `.pfr[data-pfr="${id}"]`) }),
      ...(full ? [masthead.node, ...intro.nodes] : intro.nodes.slice(0, 1)),
      timeline.node,
      el("div", { class: "pfr-main" }, finder.node, stage, legend.node),
      strip.node,
      table.node,
      ...(full ? [colophon.node] : []),
    );
    container.setAttribute("role", "group");

    const stopTheme = followTheme(root);
    fitWidth();
    map.setView([0, 0], 0, { animate: false }); // Leaflet measures nothing before it has a view
    map.invalidateSize({ pan: false });
    const layers = perufr.createLayers(map, model, hatches, {
      onHover(code, area, event) {
        legend.hover(code);
        label.hover(
          code,
          event && canHover.matches ? area : null,
          event,
          stage.getBoundingClientRect(),
        );
      },
      onPick: (code) => open(code, container),
    });
    const camera = perufr.createCamera(
      map,
      layers.world,
      layers.boundsOf(payload.focus, 0)?.getCenter(),
    );
    const parts = [
      layers,
      timeline,
      label,
      legend,
      card,
      strip,
      table,
      finder,
      controls,
      intro,
      ...(full ? [masthead, colophon] : []),
    ];

    /** Take over what is valid and new in a change, and tell every part. */
    function set(change, first = false) {
      const changed = { first };
      if (model.eraIndex.has(change.era) && change.era !== state.era) {
        Object.assign(state, { era: change.era, eraIndex: model.eraIndex.get(change.era) });
        changed.era = true;
      }
      const code = model.known(change.selected) ? change.selected : null;
      if ("selected" in change && code !== state.selected) {
        state.selected = code;
        changed.selected = true;
      }
      if (payload.languages.includes(change.language) && change.language !== state.language) {
        Object.assign(state, {
          language: change.language,
          words: perufr.createWords(payload, change.language),
        });
        root.lang = change.language;
        if (full) nameDocument(change.language, state.words.text(payload.title));
        root.setAttribute("aria-label", state.words.text(payload.title));
        container.setAttribute("aria-label", state.words.t("map.label"));
        changed.language = true;
      }
      if (!changed.era && !changed.selected && !changed.language) return false;
      root.classList.toggle("pfr-open", state.selected !== null);
      parts.forEach((part) => part.update(state, changed));
      if (changed.selected) reveal();
      return true;
    }

    /** What the reader does, as against what the page's owner sets. */
    function act(change) {
      if (!set(change)) return;
      if (permalink) writePermalink(shown());
      options.onChange?.(shown());
    }

    const shown = () => ({ era: state.era, selected: state.selected, language: state.language });

    function reveal() {
      const bounds =
        state.selected === null ? null : layers.boundsOf(state.selected, state.eraIndex);
      if (bounds) camera.reveal(bounds, card.node);
    }

    function open(code, from) {
      opener = from;
      act({ selected: code });
      if (from !== container) uncover();
      card.focus();
    }

    /** On a narrow screen the card is a sheet over the lower half: bring the map above it. */
    function uncover() {
      if (root.dataset.size === "s") stage.scrollIntoView({ block: "start" });
    }

    function shut() {
      if (state.selected === null) return;
      const inside = card.node.contains(root.getRootNode().activeElement);
      act({ selected: null });
      if (!inside) return;
      const back = opener?.isConnected && !opener.closest("[hidden]") ? opener : container;
      back.focus({ preventScroll: true });
    }

    function fitWidth() {
      const { width } = root.getBoundingClientRect();
      const printing = root.classList.contains("pfr-printing");
      if (printing) root.dataset.size = "m";
      else root.dataset.size = width < NARROW ? "s" : width < WIDE ? "m" : "l";
      root.style.setProperty("--pfr-width", `${Math.round(width)}px`);
    }

    const read = () => permalink && set({ ...shown(), ...readPermalink() });
    const escape = (event) => event.key === "Escape" && shut();
    const resize = () => {
      fitWidth();
      camera.resize();
    };
    const watcher = new ResizeObserver(resize);
    const stopWheel = guardWheel(map, stage);
    const stopPrint = preparePrint(root, resize);
    map.on("click", shut);
    root.addEventListener("keydown", escape);
    addEventListener("hashchange", read);

    const { era, language, selected } = options;
    set(
      {
        era: model.eraIndex.has(era) ? era : payload.eras[0].id,
        language: payload.languages.includes(language) ? language : payload.languages[0],
        selected,
      },
      true,
    );
    read();
    camera.home();
    camera.restore(options.look);
    watcher.observe(stage);
    if (permalink && state.selected !== null) uncover();

    return {
      map,
      root,
      state: shown,
      look: camera.look,
      setEra: (era) => void set({ era }),
      select: (selected) => void set({ selected }),
      setLanguage: (language) => void set({ language }),
      setTheme(theme) {
        if (theme) root.dataset.theme = theme;
        else delete root.dataset.theme;
      },
      /** Take everything away but the Leaflet map, which is its owner's. */
      destroy() {
        watcher.disconnect();
        timeline.destroy();
        layers.destroy();
        camera.destroy();
        [stopTheme, stopWheel, stopPrint].forEach((stop) => stop());
        map.off("click", shut);
        removeEventListener("hashchange", read);
        root.replaceWith(container);
      },
    };
  }

  const canHover = matchMedia("(hover: hover)");

  function nameDocument(language, title) {
    document.documentElement.lang = language;
    document.title = title;
  }

  function createControls(map, reset) {
    const buttons = [
      ["zoom_in", "plus", () => map.zoomIn()],
      ["zoom_out", "minus", () => map.zoomOut()],
      ["reset", "reset", reset],
    ].map(([key, picture, onclick]) => ({
      key,
      node: el("button", { type: "button", class: "pfr-button", onclick }, icon(picture)),
    }));
    return {
      node: el(
        "div",
        { class: "pfr-controls" },
        buttons.map(({ node }) => node),
      ),
      update({ words }, changed) {
        if (!changed.language) return;
        for (const { key, node } of buttons) {
          node.title = words.t(`map.${key}`);
          node.setAttribute("aria-label", node.title);
        }
      },
    };
  }

  /** Keep data-mode at what data-theme, or else the system, asks for. */
  function followTheme(root) {
    const dark = matchMedia("(prefers-color-scheme: dark)");
    const apply = () => {
      const mode = root.dataset.theme ?? (dark.matches ? "dark" : "light");
      if (root.dataset.mode !== mode) root.dataset.mode = mode;
    };
    const watcher = new MutationObserver(apply);
    watcher.observe(root, { attributeFilter: ["data-theme"] });
    dark.addEventListener("change", apply);
    apply();
    return () => {
      watcher.disconnect();
      dark.removeEventListener("change", apply);
    };
  }

  /** The wheel scrolls the page until the reader has clicked the map; with Ctrl it zooms. */
  function guardWheel(map, stage) {
    let armed = false;
    const set = (event) => {
      if (armed || event.ctrlKey) map.scrollWheelZoom.enable();
      else map.scrollWheelZoom.disable();
    };
    const arm = () => (armed = true);
    const disarm = () => (armed = false);
    stage.addEventListener("wheel", set, { capture: true, passive: true });
    map.getContainer().addEventListener("pointerdown", arm);
    stage.addEventListener("pointerleave", disarm);
    return () => {
      stage.removeEventListener("wheel", set, { capture: true });
      map.getContainer().removeEventListener("pointerdown", arm);
    };
  }

  /** Give the map the paper's size before printing, and the screen's back after it. */
  function preparePrint(root, resize) {
    const before = () => (root.classList.add("pfr-printing"), resize());
    const after = () => (root.classList.remove("pfr-printing"), resize());
    addEventListener("beforeprint", before);
    addEventListener("afterprint", after);
    return () => {
      removeEventListener("beforeprint", before);
      removeEventListener("afterprint", after);
    };
  }

  function readPermalink() {
    const given = new URLSearchParams(location.hash.slice(1));
    const found = {};
    for (const [name, key] of Object.entries(PERMALINK)) {
      if (given.has(key)) found[name] = given.get(key);
    }
    return found;
  }

  function writePermalink(shown) {
    const given = new URLSearchParams();
    for (const [name, key] of Object.entries(PERMALINK)) {
      if (shown[name] !== null) given.set(key, shown[name]);
    }
    history.replaceState(history.state, "", `#${given}`);
  }

  Object.assign(perufr, { mount });
  Object.defineProperty(perufr, "mapOptions", {
    configurable: true, // a notebook may run this file once a map
    enumerable: true,
    /** What `L.map` needs to be one of these maps. */
    get: () => ({
      crs: L.CRS.Simple,
      zoomSnap: 0, // the world fills its frame exactly, whatever the frame
      zoomDelta: 0.75,
      minZoom: -2,
      maxZoom: 7,
      zoomControl: false,
      attributionControl: false,
      scrollWheelZoom: false,
      wheelPxPerZoomLevel: 120,
      maxBoundsViscosity: 0.7,
    }),
  });
})((globalThis.perufr ??= {}));
