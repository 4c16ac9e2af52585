import { readFileSync } from "node:fs";

import { defineConfig } from "vitepress";

const page = (text, link) => ({ text, link });
const { exports } = JSON.parse(readFileSync("../package.json", "utf8"));
/** What the package has to import; each has its folder in the reference. */
const PARTS = Object.keys(exports).flatMap((name) => (name === "./package.json" ? [] : [name.slice(2)]));

export default defineConfig({
  title: "Stakespace",
  description: "On-chain staking and auctions of stake space for prediction tournaments",
  srcDir: "build/pages",
  outDir: "../build/site",
  cacheDir: "build/cache",
  // Where the site is served: "/" or a folder, as on GitHub's pages.
  base: process.env["SITE_BASE"] ?? "/",
  cleanUrls: false,
  ignoreDeadLinks: false,
  lastUpdated: false,
  markdown: {
    // As GitHub makes anchors, because the documents are read there, too.
    anchor: {
      slugify: (title) =>
        title
          .toLowerCase()
          .replaceAll(/[^\p{L}\p{N}\s_-]/gu, "")
          .replaceAll(" ", "-"),
    },
  },
  // The index of the search is one file, fetched when somebody searches.
  vite: { build: { chunkSizeWarningLimit: 4_000 } },
  themeConfig: {
    search: { provider: "local" },
    outline: [2, 3],
    nav: [page("Guides", "/guides/stakers"), page("Mechanism", "/mechanism"), page("Reference", "/reference/")],
    sidebar: [
      { text: "Start", items: [page("Quick start", "/source/readme"), page("Glossary", "/glossary")] },
      {
        text: "Guides",
        items: [
          page("For stakers", "/guides/stakers"),
          page("For owners", "/guides/owners"),
          page("For operators", "/guides/operators"),
          page("For builders", "/guides/builders"),
        ],
      },
      {
        text: "Rules",
        items: [
          page("Mechanism", "/mechanism"),
          page("Parameters", "/parameters"),
          page("Scoring", "/scoring"),
          page("Simulation", "/simulation"),
        ],
      },
      {
        text: "Use",
        items: [
          page("Commands", "/commands"),
          page("Package", "/package"),
          page("Page", "/page"),
          page("History", "/history"),
          page("Operations", "/operations"),
          page("Oracle", "/oracle"),
        ],
      },
      {
        text: "Trust",
        items: [page("Security", "/security"), page("Invariants", "/invariants"), page("Gas", "/gas")],
      },
      {
        text: "Work on it",
        items: [page("Contributing", "/source/contributing"), page("Architecture", "/architecture")],
      },
      {
        text: "Reference",
        collapsed: true,
        items: PARTS.map((part) => page(`stakespace/${part}`, `/reference/${part}/`)),
      },
    ],
  },
});
