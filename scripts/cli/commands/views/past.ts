import { type Deployment, type RoundSummary, readRoundRecords, type SettledModel } from "#chain";
import { readHistory } from "#history";
import { type ScoreRecord, recordOf, settlement, WAD } from "#twin";

/** The closed rounds of a deployment. */
export interface Past {
  /** The last block that was read. */
  readonly through: number;
  /** Rounds that closed with a report, the latest last. */
  readonly reported: readonly number[];
  /** A model's line of the round's sheet; undefined where the sheet has none. */
  recordOf(model: number, round: number): Promise<ScoreRecord | undefined>;
  /** What a round brought filled stake of a model before rent, 18 decimals; undefined where the sheet has no line of it. */
  returnOf(model: number, round: number): Promise<bigint | undefined>;
  settledIn(round: number): Promise<readonly SettledModel[]>;
  summaryOf(round: number): Promise<RoundSummary>;
}

/** Reads what has been: from the history's files, where there are some, and from the chain what came after. */
export async function openPast(deployment: Deployment): Promise<Past> {
  const history = await readHistory(deployment);
  const through = await deployment.connection.ethers.provider.getBlockNumber();
  await history.advance(through);
  const { round: open } = await deployment.contracts.space.openRound();
  // Every model asks for the same rounds, all at once.
  const summaryOf = oncePerRound(async (round): Promise<RoundSummary> => {
    const [summary] = await readRoundRecords(deployment, [round]);
    return summary!;
  });
  const sheetOf = oncePerRound((round) => history.sheetOf(round));
  const lineOf = async (model: number, round: number): Promise<ScoreRecord | undefined> =>
    recordOf(await sheetOf(round), model);
  return {
    through,
    reported: history.reportedBefore(Number(open)),
    recordOf: lineOf,
    async returnOf(model, round) {
      const [record, { payoutFactor, maxScore }] = await Promise.all([lineOf(model, round), summaryOf(round)]);
      if (record === undefined) return undefined;
      return settlement.returnOf({ parameters: history.parametersOf(round), payoutFactor, maxScore }, record);
    },
    settledIn: (round) => Promise.resolve(history.settledIn(round)),
    summaryOf,
  };
}

function oncePerRound<Value>(read: (round: number) => Promise<Value>): (round: number) => Promise<Value> {
  const known = new Map<number, Promise<Value>>();
  return (round) => {
    const found = known.get(round) ?? read(round);
    known.set(round, found);
    return found;
  };
}

/**
 * What filled stake of a model made of one token over the last reported rounds, 18 decimals, rounded down round by round;
 * undefined where there were none.
 */
export async function returnOver(past: Past, model: number, rounds: number): Promise<bigint | undefined> {
  let [made, known] = [WAD, false];
  for (const gained of await Promise.all(past.reported.slice(-rounds).map((round) => past.returnOf(model, round)))) {
    if (gained === undefined) continue;
    made = (made * (WAD + gained)) / WAD;
    known = true;
  }
  return known ? made - WAD : undefined;
}
