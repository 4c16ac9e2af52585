import { encodePages, hashOf, maxScoreOf, type ScoreRecord, WAD } from "#twin";
import { at, ethers, scheduleOf, type Signer, type World } from "./contracts.js";

/** What reporters sign for a round; the contract's struct of the same name. */
export interface Report {
  readonly round: bigint;
  readonly sheetHash: string;
  readonly modelCount: number;
  readonly payoutFactor: bigint;
  readonly maxScore: number;
  readonly predictionsRoot: string;
  readonly evidence: string;
}

/** A report with all it takes to propose it. */
export interface Proposal {
  readonly report: Report;
  readonly pages: readonly string[];
  readonly signatures: readonly string[];
}

type OracleWorld = Pick<World, "oracle" | "space" | "reporters">;

export const REPORT_TYPES = {
  Report: [
    { name: "round", type: "uint32" },
    { name: "sheetHash", type: "bytes32" },
    { name: "modelCount", type: "uint32" },
    { name: "payoutFactor", type: "uint64" },
    { name: "maxScore", type: "uint16" },
    { name: "predictionsRoot", type: "bytes32" },
    { name: "evidence", type: "bytes32" },
  ],
};

export const RESUME_TYPES = { Resume: [{ name: "round", type: "uint32" }] };

export const SEAL_TYPES = {
  Seal: [
    { name: "round", type: "uint32" },
    { name: "root", type: "bytes32" },
    { name: "sequence", type: "uint32" },
  ],
};

/** What every round is sealed with unless a test seals it with something else. */
export const ROOT = ethers.id("the submissions of the round");

export const EVIDENCE = ethers.id("the bundle of the round");

/** +2 % at full weight, TC +0.01, unique, full account weight. */
export const GAIN: ScoreRecord = { score: 2_000, growth: 1_000, weight: 10_000, baseShare: 10_000 };
/** -3 % at full weight, TC -0.01, unique, full account weight. */
export const LOSS: ScoreRecord = { score: -3_000, growth: -1_000, weight: 10_000, baseShare: 10_000 };
/** Nothing submitted: the limit falls to 0. */
export const ABSENT: ScoreRecord = { score: 0, growth: 0, weight: 0, baseShare: 0 };

/** The EIP-712 domain of an oracle. */
export async function domainOf({ oracle }: Pick<World, "oracle">) {
  const { chainId } = await ethers.provider.getNetwork();
  return { name: "Stakespace", version: "1", chainId, verifyingContract: await oracle.getAddress() };
}

/** Signatures of a report, one of each signer in turn. */
export async function signReport(
  world: Pick<World, "oracle">,
  report: Report,
  signers: readonly Signer[],
): Promise<string[]> {
  const domain = await domainOf(world);
  return Promise.all(signers.map((signer) => signer.signTypedData(domain, REPORT_TYPES, report)));
}

/** Signatures that end the recess of a round. */
export async function signResume(
  world: Pick<World, "oracle">,
  round: bigint,
  signers: readonly Signer[],
): Promise<string[]> {
  const domain = await domainOf(world);
  return Promise.all(signers.map((signer) => signer.signTypedData(domain, RESUME_TYPES, { round })));
}

/** Signatures of a seal. */
export async function signSeal(
  world: Pick<World, "oracle">,
  seal: { readonly round: bigint; readonly root: string; readonly sequence: bigint },
  signers: readonly Signer[],
): Promise<string[]> {
  const domain = await domainOf(world);
  return Promise.all(signers.map((signer) => signer.signTypedData(domain, SEAL_TYPES, seal)));
}

/** Seals the open round with {@link ROOT}, or another root. */
export async function sealRound(world: OracleWorld, root: string = ROOT): Promise<void> {
  const { round } = await world.space.openRound();
  const sequence = await world.oracle.nextSealSequence();
  const signatures = await signSeal(world, { round, root, sequence }, world.reporters.slice(0, 2));
  await world.oracle.seal(round, root, signatures);
}

/** Stores the pages of a sheet. @returns their addresses, in order. */
export async function addPages({ oracle }: Pick<World, "oracle">, records: readonly ScoreRecord[]): Promise<string[]> {
  const pages = encodePages(records);
  for (const page of pages) await oracle.addPage(page);
  return Promise.all(pages.map((page) => oracle.pageAddress(page)));
}

/** A report of the open round with these records, model 1 first, at payout factor 1, over what `overrides` says. */
export async function reportOf(
  { space }: Pick<World, "space">,
  records: readonly ScoreRecord[],
  overrides: Partial<Report> = {},
): Promise<Report> {
  return {
    round: (await space.roundStatus()).round,
    sheetHash: ethers.hexlify(hashOf(encodePages(records), keccak256)),
    modelCount: records.length,
    payoutFactor: WAD,
    maxScore: maxScoreOf(records),
    predictionsRoot: ROOT,
    evidence: EVIDENCE,
    ...overrides,
  };
}

/** {@link reportOf} with its pages stored and signed by the first two reporters. */
export async function prepare(
  world: OracleWorld,
  records: readonly ScoreRecord[],
  overrides: Partial<Report> = {},
): Promise<Proposal> {
  const report = await reportOf(world, records, overrides);
  const pages = await addPages(world, records);
  return { report, pages, signatures: await signReport(world, report, world.reporters.slice(0, 2)) };
}

/** Proposes a report of the open round, at `reportFrom` unless that has passed. */
export async function propose(
  world: OracleWorld,
  records: readonly ScoreRecord[],
  overrides: Partial<Report> = {},
): Promise<Proposal> {
  const proposal = await prepare(world, records, overrides);
  const { report, pages, signatures } = proposal;
  await reachReporting(world);
  await world.oracle.propose(report, [...pages], [...signatures]);
  return proposal;
}

/** Moves on to `reportFrom`, if it is still to come; a round that is open and not sealed is sealed first. */
export async function reachReporting(world: OracleWorld): Promise<void> {
  const { reportFrom, locksAt } = await scheduleOf(world);
  const { round } = await world.space.openRound();
  const latest = await ethers.provider.getBlock("latest");
  const isSealed = (await world.oracle.sealOf(round)) !== ethers.ZeroHash;
  if (!isSealed && latest!.timestamp + 1 < locksAt) await sealRound(world);
  if (latest!.timestamp + 1 < reportFrom) await at(reportFrom);
}

/** Makes the pending report final at the first moment it can be. */
export async function finalize(world: OracleWorld): Promise<void> {
  const { finalFrom } = await scheduleOf(world);
  const { round } = await world.space.roundStatus();
  await at(finalFrom);
  await world.oracle.finalize(round);
}

/** Closes the open round with a report. */
export async function closeRound(
  world: OracleWorld,
  records: readonly ScoreRecord[],
  overrides: Partial<Report> = {},
): Promise<void> {
  await propose(world, records, overrides);
  await finalize(world);
}

function keccak256(bytes: Uint8Array): Uint8Array {
  return ethers.getBytes(ethers.keccak256(bytes));
}
