import type { Parameters, SignedReport } from "#twin";

/** One thing somebody does in a tournament: data, so that any side can be asked to do it. */
export type Action =
  | { kind: "bid"; caller: string; modelId: number; tick: number; assets: bigint; receiver: string }
  | {
      kind: "withdraw";
      caller: string;
      modelId: number;
      tick: number;
      shares: bigint;
      receiver: string;
      owner: string;
    }
  | { kind: "move"; caller: string; modelId: number; fromTick: number; toTick: number; shares: bigint }
  | { kind: "transfer"; caller: string; receiver: string; positionId: number; shares: bigint }
  | {
      kind: "transferFrom";
      caller: string;
      holder: string;
      receiver: string;
      positionId: number;
      shares: bigint;
    }
  | { kind: "approve"; caller: string; spender: string; positionId: number; shares: bigint }
  | { kind: "setOperator"; caller: string; operator: string; approved: boolean }
  | { kind: "register"; caller: string; name: string; maxFee: bigint }
  | { kind: "accept"; caller: string; modelId: number }
  | { kind: "transferModel"; caller: string; modelId: number; receiver: string }
  | { kind: "setReserve"; caller: string; modelId: number; tick: number }
  | { kind: "collectRent"; caller: string; modelId: number }
  | { kind: "settleAll"; caller: string; modelIds: readonly number[] }
  | { kind: "settle"; caller: string; modelId: number; maxRounds: number }
  | { kind: "flushBurned"; caller: string }
  | { kind: "fundTreasury"; caller: string; assets: bigint }
  | { kind: "seal"; caller: string; round: number; root: string }
  | { kind: "requireRound"; caller: string; round: number; deadline: number }
  | { kind: "propose"; caller: string; report: SignedReport }
  | { kind: "veto"; round: number; digest: string }
  | { kind: "finalize"; caller: string; round: number }
  | { kind: "expireRound"; caller: string }
  | { kind: "resume" }
  | { kind: "resumeByQuorum"; caller: string; round: number }
  | { kind: "queueParameters"; parameters: Parameters }
  | { kind: "queueTreasuryWithdrawal"; assets: bigint; receiver: string }
  | { kind: "setPaused"; paused: boolean };

export type ActionKind = Action["kind"];
