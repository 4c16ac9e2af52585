import { Random } from "#lib";

import { CALIBRATION, type Calibration } from "./calibration.js";
import { drawAccounts } from "./population.js";
import type { MarketRound, ModelSpace, World, WorldOptions } from "./types.js";

export const DEFAULT_WORLD: WorldOptions = {
  models: 300,
  rounds: 150,
  persistence: 0.5,
  noiseShare: 0.2,
  drift: 0,
  lateShare: 0.2,
  calibration: CALIBRATION,
};

/**
 * A tournament in closed form: hidden signals, public exposures, models that load on them and have a skill of their own of which
 * `persistence` lasts. Scores follow from loadings and payoffs without any stock being drawn, which makes a season cheap;
 * test/simulation/worlds.test.ts draws the stocks and finds the same scores.
 *
 * @param seed Hash of experiment and run; the same seed gives the same models, skills and luck under every persistence.
 */
export function latentWorld(seed: string, given: Partial<WorldOptions> = {}): World {
  const options = { ...DEFAULT_WORLD, ...given };
  const random = new Random(seed);
  const { models, calibration } = options;
  const accounts = drawAccounts(random.fork("accounts"), models);
  const accountOf = new Int32Array(models);
  accounts.forEach((account, index) => account.models.forEach((model) => (accountOf[model] = index)));
  const isNoise = noiseModels(random.fork("noise"), options);
  return {
    options,
    accounts,
    accountOf,
    enters: entries(random.fork("entries"), options),
    isNoise,
    space: drawModels(random.fork("models"), calibration, isNoise),
    rounds: drawRounds(random, options, isNoise),
  };

  function drawRounds(source: Random, world: WorldOptions, noise: Uint8Array): MarketRound[] {
    const draw = new Drawing(source, world, noise, drawModels(source.fork("models"), world.calibration, noise));
    return Array.from({ length: world.rounds }, () => draw.next());
  }
}

/** Exactly the share that is asked for: chance would add a spread that has nothing to do with rules. */
function noiseModels(random: Random, { models, noiseShare }: WorldOptions): Uint8Array {
  const isNoise = new Uint8Array(models);
  const order = random.shuffle(Array.from({ length: models }, (_, index) => index));
  for (const model of order.slice(0, Math.round(models * noiseShare))) isNoise[model] = 1;
  return isNoise;
}

function entries(random: Random, { models, rounds, lateShare }: WorldOptions): Int32Array {
  return Int32Array.from({ length: models }, () => {
    const late = random.chance(lateShare);
    const round = 1 + random.below(Math.max(1, Math.floor(rounds / 2)));
    return late ? round : 0;
  });
}

function drawModels(random: Random, c: Calibration, isNoise: Uint8Array): ModelSpace {
  const count = isNoise.length;
  const factors = 1 + c.exposures.count + c.signals.count;
  const loading = new Float64Array(count * factors);
  const rootOwn = new Float64Array(count);
  for (let j = 0; j < count; j++) {
    let explained = 0;
    for (let k = 0; k < factors; k++) {
      const spread = k > c.exposures.count ? c.signals.loading : c.exposures.loading;
      const value =
        k === 0 ? random.between(c.consensusLoading.low, c.consensusLoading.high) : spread * random.normal();
      if (isNoise[j] === 1) continue;
      loading[j * factors + k] = value;
      explained += value * value;
    }
    // A model that the factors explain more than wholly is scaled back to nine tenths.
    const scale = explained > 0.9 ? Math.sqrt(0.9 / explained) : 1;
    for (let k = 0; k < factors; k++) loading[j * factors + k]! *= scale;
    rootOwn[j] = Math.sqrt(1 - explained * scale * scale);
  }
  const root = Int32Array.from({ length: count }, (_, j) => j);
  return { count, factors, exposures: c.exposures.count, loading, root, rootOwn, selfOwn: new Float64Array(count) };
}

/** Draws a season's rounds, each from a generator of its own. */
class Drawing {
  private readonly random: Random;
  private readonly options: WorldOptions;
  private readonly isNoise: Uint8Array;
  private readonly space: ModelSpace;
  /** Standard normal: the part of each model's skill that lasts. */
  private readonly skill: Float64Array;
  private round = 0;

  constructor(random: Random, options: WorldOptions, isNoise: Uint8Array, space: ModelSpace) {
    this.random = random;
    this.options = options;
    this.isNoise = isNoise;
    this.space = space;
    const skills = random.fork("skill");
    this.skill = Float64Array.from({ length: space.count }, () => skills.normal());
  }

  next(): MarketRound {
    const random = this.random.fork(`round ${this.round++}`);
    const { calibration: c, persistence, drift } = this.options;
    const { count, factors, exposures, loading, rootOwn } = this.space;
    const payoff = new Float64Array(factors);
    payoff[0] = c.consensus.mean + c.consensus.spread * random.normal();
    for (let k = 1; k < factors; k++) {
      payoff[k] = (k <= exposures ? c.exposures.spread : c.signals.spread) * random.normal();
    }
    const [lastingShare, freshShare] = [Math.sqrt(persistence), Math.sqrt(1 - persistence)];
    const luck = 1 / Math.sqrt(c.stocks);
    const own = new Float64Array(count);
    const self = new Float64Array(count);
    const expected = new Float64Array(count);
    const lasting = new Float64Array(count);
    const tcNoise = new Float64Array(count);
    for (let j = 0; j < count; j++) {
      const redrawn = random.float();
      const again = random.normal();
      if (redrawn < drift) this.skill[j] = again;
      const isSkilled = this.isNoise[j] === 0 ? c.skill : 0;
      const kept = isSkilled * lastingShare * this.skill[j]!;
      const fresh = isSkilled * freshShare * random.normal();
      own[j] = kept + fresh + luck * random.normal();
      self[j] = luck * random.normal();
      lasting[j] = loading[j * factors]! * c.consensus.mean + rootOwn[j]! * kept;
      expected[j] = lasting[j]! + rootOwn[j]! * fresh;
      tcNoise[j] = c.tcNoise === 0 ? 0 : c.tcNoise * random.normal();
    }
    return { payoff, own, self, expected, lasting, tcNoise };
  }
}
