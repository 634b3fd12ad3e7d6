import js from "@eslint/js";
import globals from "globals";

export default [
  { ignores: ["*.js", "!*.config.js", "!build.js", "!lock.js"] }, // the bundles
  js.configs.recommended,
  {
    languageOptions: { ecmaVersion: 2025, sourceType: "module" },
    rules: {
      complexity: ["error", 12],
      eqeqeq: "error",
      "no-sequences": "error",
      "no-restricted-properties": [
        "error",
        ...["innerHTML", "outerHTML", "insertAdjacentHTML"].map((property) => ({
          property,
          message: "Make elements with dom.js; only fill.js takes HTML.",
        })),
      ],
      "no-var": "error",
      "prefer-const": "error",
    },
  },
  {
    files: ["src/*.js"],
    languageOptions: { globals: { ...globals.browser, L: "readonly" } },
  },
  { files: ["src/fill.js"], rules: { "no-restricted-properties": "off" } },
  {
    files: ["src/site.js"],
    languageOptions: {
      globals: { perufr: "readonly", perufrStudy: "readonly", perufrWorld: "readonly" },
    },
  },
  { files: ["*.js", "test/*.js"], languageOptions: { globals: globals.node } },
];
