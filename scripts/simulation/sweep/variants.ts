import { FREE_CHOICE, firstCandidate, recordCandidate, type RecordChange } from "../rules/space/candidates.js";
import type { SpaceRule } from "../rules/space/spaceRule.js";
import type { Metric } from "../rules/types.js";
import { fourthPower } from "../worlds/uniqueness.js";

/** One way the limit rule could have been, and what it is tried at. */
export interface Variant {
  readonly id: string;
  readonly says: string;
  /** Undefined: linear stake, which has no market. */
  readonly rule: SpaceRule | undefined;
  /** What is paid and what records are made of. */
  readonly metric: Metric;
  /** Part of a model's space that a bidder asks for at most; undefined: an ordinary bidder's. */
  readonly largestPart?: number;
  readonly persistences: readonly number[];
}

/** A question, and the variants that answer it. The tables of docs/simulation.md, in their order. */
export interface Question {
  readonly id: string;
  readonly title: string;
  readonly variants: readonly Variant[];
}

const METRICS: readonly Metric[] = ["corr", "fnc", "mmc", "tc"];

/** The rule before the sweep: the posterior mean over 26 rounds, no upkeep, uniqueness `1 - c^4`. */
const SECTION_15: RecordChange = { uniquenessOf: fourthPower, rule: { prior: 26, upkeep: 0 } };

/** Linear stake and free choice, by what they are paid on: what all others are compared with. */
export const REFERENCES: readonly Variant[] = METRICS.flatMap((metric): Variant[] => {
  const persistences = metric === "corr" ? [0.3, 0.5, 0.9] : [0.5];
  return [
    { id: referenceId("linear", metric), says: "linear stake", rule: undefined, metric, persistences },
    { id: referenceId("free", metric), says: "free choice", rule: FREE_CHOICE, metric, persistences },
  ];
});

/** The id of a reference. */
export function referenceId(which: "linear" | "free", metric: Metric): string {
  return `${which}-${metric}`;
}

const SHIPPED = record("shipped", "**uniqueness squared, upkeep .004, prior 10: as shipped**", {}, [0.3, 0.5, 0.9]);
const FIRST: Variant = {
  id: "first",
  says: "first rule (gain 4)",
  rule: firstCandidate("first"),
  metric: "corr",
  persistences: [0.3, 0.5, 0.9],
};

/** The variant that space on noise is compared with. */
export const FIRST_RULE = FIRST.id;

export const QUESTIONS: readonly Question[] = [
  {
    id: "rule",
    title: "Which rule of limits",
    variants: [
      FIRST,
      record("section-15", "posterior mean over 26 rounds, uniqueness 1 − c⁴, no upkeep, gain 8", SECTION_15),
      record("section-15-gain-5", "— gain 5, decay .03", { ...SECTION_15, terms: { limitGain: 5, limitDecay: 0.03 } }),
      record("section-15-decay-5", "— decay .05", { ...SECTION_15, terms: { limitDecay: 0.05 } }),
      record("section-15-max-5000", "— maxLimit 5,000, gain 6", {
        ...SECTION_15,
        terms: { maxLimit: 5_000, limitGain: 6 },
      }),
      record("squared-decay-5", "uniqueness squared, no upkeep, prior 26, decay .05", {
        rule: { prior: 26, upkeep: 0 },
        terms: { limitDecay: 0.05 },
      }),
      record("upkeep-25", "uniqueness squared, upkeep .0025", { rule: { upkeep: 0.0025 } }),
      record("prior-26", "uniqueness squared, upkeep .004, prior 26", { rule: { prior: 26 } }),
      record("upkeep-60", "uniqueness squared, upkeep .006", { rule: { upkeep: 0.006 } }),
      record("absolute", "uniqueness squared, upkeep .004, absolute record", { rule: { benchmark: 0 } }),
      record("whole-mean", "uniqueness squared, upkeep .004, record above the whole mean", { rule: { benchmark: 1 } }),
      SHIPPED,
    ],
  },
  {
    id: "bids",
    title: "How large bids are",
    variants: [
      ...[8, 4, 2].map((part) => bidding(SHIPPED, "as shipped", part)),
      ...[4, 2].map((part) => bidding(record("base", "", { terms: { baseLimit: 2_000 } }), "base limit 2,000", part)),
      ...[4, 2].map((part) => bidding(record("max", "", { terms: { maxLimit: 2_000 } }), "maxLimit 2,000", part)),
      ...[4, 2].map((part) => bidding(record("gain", "", { terms: { limitGain: 4 } }), "gain 4", part)),
    ],
  },
  {
    id: "owners",
    title: "How large limits may grow",
    variants: [
      SHIPPED,
      ...[5_000, 2_000, 1_000].map((tokens) =>
        record(
          `shipped-max-${tokens}`,
          `maxLimit ${tokens.toLocaleString("en")}`,
          { terms: { maxLimit: tokens } },
          [0.9],
        ),
      ),
      record("shipped-gain-4", "gain 4", { terms: { limitGain: 4 } }, [0.9]),
    ],
  },
  {
    id: "metric",
    title: "What the record listens to",
    variants: METRICS.map((metric) =>
      metric === "corr"
        ? { ...SHIPPED, says: "CORR" }
        : { ...SHIPPED, id: `shipped-${metric}`, says: metric.toUpperCase(), metric, persistences: [0.5] },
    ),
  },
];

/** Every variant once. */
export const VARIANTS: readonly Variant[] = [
  ...new Map([...REFERENCES, ...QUESTIONS.flatMap(({ variants }) => variants)].map((one) => [one.id, one])).values(),
];

/** A rule of the shipped family, tried where the targets are hardest unless told otherwise. */
function record(id: string, says: string, change: RecordChange, persistences: readonly number[] = [0.3, 0.9]): Variant {
  return { id, says, rule: recordCandidate(id, change), metric: "corr", persistences };
}

/** A variant with bids for at most one part in so many of a model's space, at persistence .5. */
function bidding(variant: Variant, says: string, part: number): Variant {
  const title = `${says}, bids for at most 1/${part}`;
  // An ordinary bidder's part is an eighth: the same seasons.
  if (part === 8) return { ...variant, says: title };
  return { ...variant, id: `${variant.id}-bids-${part}`, says: title, largestPart: 1 / part, persistences: [0.5] };
}
