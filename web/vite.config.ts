import { join } from "node:path";

import react from "@vitejs/plugin-react";
import { defineConfig } from "vite";

const scripts = join(import.meta.dirname, "..", "scripts");

/** The faces of the package `stakespace`, from its sources: the page is built from the same files as the commands. */
const FACES = {
  "stakespace/abi": join(scripts, "abi", "index.ts"),
  "stakespace/errors": join(scripts, "cli", "words", "index.ts"),
  "stakespace/twin": join(scripts, "twin", "index.ts"),
  "stakespace/viem": join(scripts, "chain", "viem", "index.ts"),
};

export default defineConfig({
  // Works wherever the folder is put, in a folder of a server, too.
  base: "./",
  plugins: [react()],
  resolve: { alias: FACES, dedupe: ["viem"] },
  build: {
    target: "es2023",
    // Nothing inline: the policy of the page allows scripts and styles from files only.
    assetsInlineLimit: 0,
    modulePreload: { polyfill: false },
  },
});
