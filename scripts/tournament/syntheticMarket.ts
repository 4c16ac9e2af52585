import { mkdir, writeFile } from "node:fs/promises";
import { join } from "node:path";

import { writeIdentity } from "#dataset";
import type { Random } from "#lib";
import type { ModelSpec } from "./population.js";

const SECTORS = ["Energy", "Finance", "Health", "Industry", "Materials", "Retail", "Software", "Utilities"];
const EXPOSURES = ["beta", "momentum", "value"];
/** Signals there are; the first half carries a premium on average, the others none. */
const SIGNALS = 12;
/** How much of a signal's values a stock keeps from one round to the next. */
const PERSISTENCE = 0.8;
/** Mean and spread over rounds of what a signal of one standard deviation earns, in units of a stock's own noise. */
const PREMIUM = 0.05;
const PREMIUM_SPREAD = 0.04;

const DAY_IN_MS = 86_400_000;
/** The invented calendar: rounds four weeks apart, targets over twenty days. */
const FIRST_DAY = Date.UTC(2000, 0, 3);
const ROUND_DAYS = 28;
const HORIZON_DAYS = 20;

/** How a model makes predictions: so much of each signal, and of noise of its own. */
interface Recipe {
  readonly loadings: readonly number[];
  readonly noise: number;
  /** The model it copies, by its place; with a little noise. */
  readonly copies?: number;
}

/**
 * A stock market of its own: stocks with sectors and exposures, hidden signals some of which pay, and models that see them
 * more or less well. Skill lasts: it is a model's recipe.
 */
export class SyntheticMarket {
  private readonly random: Random;
  private readonly models: readonly ModelSpec[];
  private readonly recipes: readonly Recipe[];
  private readonly stocks: readonly string[];
  private readonly sectors: readonly string[];
  private readonly exposures: readonly Float64Array[];
  private signals: readonly Float64Array[];
  private round = 0;

  constructor(random: Random, models: readonly ModelSpec[], stocks: number) {
    this.random = random;
    this.models = models;
    const stocksRandom = random.fork("stocks");
    this.stocks = Array.from({ length: stocks }, (_, index) => `S${String(index + 1).padStart(4, "0")}`);
    this.sectors = this.stocks.map(() => stocksRandom.pick(SECTORS));
    this.exposures = EXPOSURES.map(() => normals(stocksRandom, stocks));
    this.signals = Array.from({ length: SIGNALS }, (_, index) =>
      // The first signals are in part what everybody knows, which is what FNC and TC take away.
      mix(normals(stocksRandom, stocks), this.exposures[index % EXPOSURES.length]!, index < EXPOSURES.length ? 0.5 : 0),
    );
    const recipesRandom = random.fork("recipes");
    this.recipes = models.map(({ family }, index) => recipeOf(recipesRandom, family, index));
  }

  /** Writes the next round's folder, as `readRoundView` reads it. */
  async writeRound(folder: string): Promise<void> {
    this.round += 1;
    const random = this.random.fork(`round ${this.round}`);
    this.signals = this.signals.map((signal) => mix(normals(random, signal.length), signal, PERSISTENCE));
    const target = this.target(random);
    const predictions = this.predictions(random);
    await mkdir(folder, { recursive: true });
    const number = (value: number): string => value.toFixed(5);
    await writeCsv(
      join(folder, "targets.csv"),
      ["id", "target"],
      this.rows((i) => [number(target[i]!)]),
    );
    await writeCsv(
      join(folder, "exposures.csv"),
      ["id", ...EXPOSURES, "sector"],
      this.rows((i) => [...this.exposures.map((exposure) => number(exposure[i]!)), this.sectors[i]!]),
    );
    await writeCsv(
      join(folder, "predictions.csv"),
      ["id", ...this.models.map(({ name }) => name)],
      this.rows((i) => predictions.map((prediction) => number(prediction[i]!))),
    );
    const asOf = new Date(FIRST_DAY + this.round * ROUND_DAYS * DAY_IN_MS);
    const resolves = new Date(asOf.getTime() + HORIZON_DAYS * DAY_IN_MS);
    const dates = { asOf: dateOf(asOf), resolves: dateOf(resolves) };
    await writeIdentity(folder, { tournament: "an invented market", round: this.round, dates });
  }

  private rows(cells: (stock: number) => string[]): string[][] {
    return this.stocks.map((id, stock) => [id, ...cells(stock)]);
  }

  private target(random: Random): Float64Array {
    const premiums = this.signals.map((_, k) => (k < SIGNALS / 2 ? PREMIUM : 0) + PREMIUM_SPREAD * random.normal());
    const target = normals(random, this.stocks.length);
    for (const [k, signal] of this.signals.entries()) {
      for (let i = 0; i < target.length; i++) target[i]! += premiums[k]! * signal[i]!;
    }
    return target;
  }

  private predictions(random: Random): Float64Array[] {
    const made: Float64Array[] = [];
    for (const { loadings, noise, copies } of this.recipes) {
      const prediction = normals(random, this.stocks.length).map((value) => value * noise);
      const original = copies === undefined ? undefined : made[copies];
      for (let i = 0; i < prediction.length; i++) {
        if (original !== undefined) prediction[i]! += original[i]!;
        else for (let k = 0; k < SIGNALS; k++) prediction[i]! += loadings[k]! * this.signals[k]![i]!;
      }
      made.push(prediction);
    }
    return made;
  }
}

function dateOf(day: Date): string {
  return day.toISOString().slice(0, 10);
}

function recipeOf(random: Random, family: string, index: number): Recipe {
  const none = Array.from({ length: SIGNALS }, () => 0);
  switch (family) {
    case "blend":
      return { loadings: none.map(() => random.between(-0.3, 1)), noise: 1 };
    case "single":
      return { loadings: none.map((_, k) => (k === index % SIGNALS ? 1 : 0)), noise: 0.5 };
    case "contrarian":
      return { loadings: none.map(() => random.between(-1, 0.3)), noise: 1 };
    case "copy":
      return { loadings: none, noise: 0.2, copies: random.below(index) };
    default:
      return { loadings: none, noise: 1 };
  }
}

function normals(random: Random, count: number): Float64Array {
  return Float64Array.from({ length: count }, () => random.normal());
}

/** `share * old + sqrt(1 - share^2) * fresh`: keeps the spread at 1. */
function mix(fresh: Float64Array, old: Float64Array, share: number): Float64Array {
  const rest = Math.sqrt(1 - share * share);
  return fresh.map((value, i) => share * old[i]! + rest * value);
}

async function writeCsv(file: string, header: readonly string[], rows: readonly (readonly string[])[]): Promise<void> {
  await writeFile(file, `${[header, ...rows].map((cells) => cells.join(",")).join("\n")}\n`);
}
