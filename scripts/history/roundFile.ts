import type { ClosedRound, ModelInRound } from "#chain";
import { type Cell, type Column, readMeta, readTable, tableBytes } from "./parquet.js";
import { metaText, type Origin, parseRoundMeta, type RoundMeta } from "./roundMeta.js";

/** The columns of a round's file, documented in docs/history.md. A row a model, in order of ids. */
const COLUMNS: readonly Column[] = [
  { name: "round", kind: "int32" },
  { name: "outcome", kind: "text" },
  { name: "model", kind: "int32" },
  { name: "name", kind: "text" },
  { name: "account", kind: "text" },
  { name: "filled", kind: "wei" },
  { name: "rate", kind: "int32" },
  { name: "gain", kind: "wei" },
  { name: "burn", kind: "wei" },
  { name: "rent", kind: "wei" },
  { name: "base", kind: "wei" },
  { name: "earned", kind: "wei" },
  { name: "score", kind: "int32" },
  { name: "growth", kind: "int32" },
  { name: "weight", kind: "int32" },
  { name: "base_share", kind: "int32" },
];

/** The bytes of a round's file. */
export function roundBytes(
  origin: Origin,
  previous: string | null,
  { header, models }: ClosedRound,
): Promise<Uint8Array> {
  const rows = models.map(({ model, name, account, settled, record }): Record<string, Cell> => {
    const { filled = null, rate = null, gain = null, burn = null, rent = null } = settled ?? {};
    const { base = null, earned = null } = settled ?? {};
    const { score = null, growth = null, weight = null, baseShare = null } = record ?? {};
    const { round, outcome } = header;
    const stake = { filled, rate, gain, burn, rent, base, earned };
    return { round, outcome, model, name, account, ...stake, score, growth, weight, base_share: baseShare };
  });
  return tableBytes(COLUMNS, { meta: metaText({ ...origin, previous, header }), rows });
}

/**
 * Reads what a round's file says besides its rows.
 *
 * @throws {Error} For a file that is damaged at its end, or no round's.
 */
export function readRoundHeader(file: string): Promise<RoundMeta> {
  return readMeta(COLUMNS, file).then(parseRoundMeta);
}

/**
 * Reads a round's file.
 *
 * @throws {Error} For a file that is damaged, or no round's.
 */
export async function readRoundFile(file: string): Promise<RoundMeta & Pick<ClosedRound, "models">> {
  const { meta, rows } = await readTable(COLUMNS, file);
  return { ...parseRoundMeta(meta), models: rows.map(modelOf) };
}

function modelOf(row: Readonly<Record<string, Cell>>): ModelInRound {
  const number = (name: string): number => Number(row[name]);
  const wei = (name: string): bigint => row[name] as bigint;
  const model = number("model");
  return {
    model,
    name: String(row["name"]),
    account: row["account"] as string | null,
    record:
      row["score"] === null
        ? undefined
        : {
            score: number("score"),
            growth: number("growth"),
            weight: number("weight"),
            baseShare: number("base_share"),
          },
    settled:
      row["filled"] === null
        ? undefined
        : {
            model,
            filled: wei("filled"),
            rate: number("rate"),
            gain: wei("gain"),
            burn: wei("burn"),
            rent: wei("rent"),
            base: wei("base"),
            earned: wei("earned"),
          },
  };
}
