/**
 * The walls of the house, as data. A wing of `scripts` uses the wings of the layers below its own, each by its face, and
 * nothing of its neighbours'. `eslint.config.js` makes the lint say so; a test tries each wall.
 */

/** The wings, from the ground up. `dev` holds programs for who works here: it has no face, nothing is built on it. */
export const LAYERS = [
  ["lib"],
  ["abi", "twin", "scoring"],
  ["weighting", "dataset", "chain"],
  ["history"],
  ["oracle"],
  ["tournament", "simulation"],
  ["cli"],
  ["dev"],
];

/** What stands outside `scripts`, and which wing may look at it there. Everybody else asks that wing. */
const DOORS = {
  chain: ["ignition", "typechain-types"],
  dev: ["hardhat.config.js"],
};

/** Wings that use no package either: they run wherever JavaScript does. */
const BARE = ["twin"];

/** As deep as folders nest in a wing. */
const DEPTH = 4;

/** A slash inside the regular expression of a selector, which is written between slashes. */
const SLASH = String.raw`\u002F`;

/**
 * The wings that a wing may use.
 *
 * @param {string} wing
 */
export function wingsBelow(wing) {
  return LAYERS.slice(
    0,
    LAYERS.findIndex((layer) => layer.includes(wing)),
  ).flat();
}

/** What a file of a wing, `depth` folders down in it, may not import: the source of a regular expression. */
function forbiddenIn(wing, depth) {
  const doors = (DOORS[wing] ?? []).map((door) => door.replaceAll(".", String.raw`\.`)).join("|");
  const up = `(?:\\.\\.${SLASH})`;
  return [
    `^#(?!(?:${wingsBelow(wing).join("|")})$)`,
    `^${up}{${depth + 1}}${doors === "" ? "" : `(?!\\.\\.${SLASH}(?:${doors})(?:${SLASH}|$))`}`,
    // A way that goes down and up again could lead anywhere.
    `[^.${SLASH}]${SLASH}\\.\\.${SLASH}`,
    ...(BARE.includes(wing) ? ["^[^.#]"] : []),
  ].join("|");
}

/** Forbids what the regular expression matches, wherever it is imported. */
function rules(regex, message) {
  return {
    "no-restricted-imports": ["error", { patterns: [{ regex, message }] }],
    "no-restricted-syntax": ["error", { selector: `ImportExpression[source.value=/${regex}/]`, message }],
  };
}

function wallsOf(wing) {
  const faces = wingsBelow(wing).map((below) => `#${below}`);
  const may = [...faces, ...(DOORS[wing] ?? [])];
  const message = `scripts/${wing} uses ${may.length === 0 ? "no other wing" : `nothing outside itself but ${may.join(", ")}`}.`;
  return Array.from({ length: DEPTH }, (_, depth) => ({
    files: [`scripts/${wing}/${"*/".repeat(depth)}*.{ts,mjs}`],
    rules: rules(forbiddenIn(wing, depth), message),
  }));
}

const inScripts = `${SLASH}scripts${SLASH}`;

/** Blocks of an ESLint configuration. */
export const walls = [
  ...LAYERS.flat().flatMap(wallsOf),
  {
    files: ["ignition/**/*.ts"],
    rules: rules(
      `^#(?!twin$)|${inScripts}`,
      "ignition uses nothing of scripts but #twin, whose parameters are the defaults.",
    ),
  },
  { files: ["bench/**/*.ts"], rules: rules(inScripts, "bench uses the wings of scripts by their faces.") },
  {
    files: ["*.ts"],
    rules: rules(
      `^\\.${inScripts}(?!dev${SLASH})`,
      "The configuration uses the wings by their faces, and scripts/dev.",
    ),
  },
];
