import js from "@eslint/js";
import tseslint from "typescript-eslint";

import { walls } from "./scripts/dev/walls/walls.mjs";

export default tseslint.config(
  {
    ignores: [
      "node_modules/",
      "artifacts/",
      "cache/",
      "coverage/",
      "typechain-types/",
      "**/build/",
      "dist/",
      "**/generated/",
      "ignition/deployments/",
      // Workspaces have their own packages, which the core does without; `npm run check` there.
      "indexer/",
      "web/",
      "site/",
    ],
  },
  js.configs.recommended,
  {
    linterOptions: { reportUnusedDisableDirectives: "error" },
    rules: {
      eqeqeq: "error",
      "no-console": "error",
      "object-shorthand": "error",
      "prefer-template": "error",
    },
  },
  {
    files: ["**/*.ts"],
    extends: [tseslint.configs.strictTypeChecked, tseslint.configs.stylisticTypeChecked],
    languageOptions: { parserOptions: { projectService: true, tsconfigRootDir: import.meta.dirname } },
    rules: {
      "@typescript-eslint/consistent-type-imports": "error",
      "@typescript-eslint/consistent-type-exports": "error",
      "@typescript-eslint/no-import-type-side-effects": "error",
      "@typescript-eslint/switch-exhaustiveness-check": ["error", { considerDefaultExhaustiveForUnions: true }],
      "@typescript-eslint/no-unused-vars": ["error", { argsIgnorePattern: "^_", varsIgnorePattern: "^_" }],
      // Numbers and bigints read well inside a template; objects do not.
      "@typescript-eslint/restrict-template-expressions": ["error", { allowNumber: true, allowBoolean: true }],
      // Reading `process.env["X"]` and typed arrays by index is the norm here, and the compiler checks both.
      "@typescript-eslint/dot-notation": "off",
      // Inner loops over typed arrays need the index, and `!` where the bound is the loop's own.
      "@typescript-eslint/prefer-for-of": "off",
      "@typescript-eslint/no-non-null-assertion": "off",
      // `Record<never, never>` is how a table of types says "nothing".
      "@typescript-eslint/no-generated-empty-object-type": "off",
      // `return perform(action);` ends a branch clearly, whatever it returns.
      "@typescript-eslint/no-confusing-void-expression": "off",
    },
  },
  ...walls,
  {
    // Chai's assertions are property reads, and its matchers return promises that carry more than their type says.
    files: ["test/**/*.ts"],
    rules: {
      "@typescript-eslint/no-unused-expressions": "off",
      "@typescript-eslint/no-unsafe-assignment": "off",
      "@typescript-eslint/no-unsafe-member-access": "off",
      "@typescript-eslint/no-unsafe-call": "off",
      "@typescript-eslint/no-unsafe-argument": "off",
      "@typescript-eslint/no-unsafe-return": "off",
    },
  },
  {
    files: ["**/*.{js,mjs}"],
    languageOptions: {
      globals: {
        AbortController: "readonly",
        AbortSignal: "readonly",
        console: "readonly",
        process: "readonly",
        clearInterval: "readonly",
        setInterval: "readonly",
        URL: "readonly",
      },
    },
  },
);
