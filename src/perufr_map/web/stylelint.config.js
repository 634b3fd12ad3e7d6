export default {
  extends: "stylelint-config-standard",
  rules: {
    // It compares rules of unrelated parts, whose selectors happen to end alike.
    "no-descending-specificity": null,
    "import-notation": "string", // esbuild and people read it more easily than url()
    // WebKit draws no line where the shorthand says more than which line: each says one thing.
    "property-disallowed-list": ["text-decoration"],
    "property-no-vendor-prefix": [
      true,
      { ignoreProperties: ["-webkit-text-size-adjust"] }, // Safari on phones knows no other
    ],
    "value-keyword-case": ["lower", { ignoreKeywords: ["A4", "Arial", "Roboto"] }], // names
  },
};
