import type { Action } from "../actions.js";
import { oracle, registry, space } from "./interfaces.js";
import type { Transaction } from "./node.js";
import type { Reporters } from "./reporters.js";

/** Where the contracts of a game are, and who serves them. */
export interface Places {
  readonly token: string;
  readonly registry: string;
  readonly oracle: string;
  readonly space: string;
  /** Governor, guardian, and whose actions name no caller. */
  readonly admin: string;
  readonly reporters: Reporters;
}

/** The transaction that does an action at a moment. */
export async function transactionOf(action: Action, now: number, at: Places): Promise<Transaction> {
  const from = "caller" in action ? action.caller : at.admin;
  const onSpace = (data: string): Transaction => ({ from, to: at.space, data });
  const onOracle = (data: string): Transaction => ({ from, to: at.oracle, data });
  const onRegistry = (data: string): Transaction => ({ from, to: at.registry, data });
  switch (action.kind) {
    case "bid": {
      const { modelId, tick, assets, receiver } = action;
      return onSpace(space.encodeFunctionData("bid", [modelId, tick, assets, receiver]));
    }
    case "withdraw": {
      const { modelId, tick, shares, receiver, owner } = action;
      return onSpace(space.encodeFunctionData("withdraw", [modelId, tick, shares, receiver, owner]));
    }
    case "move": {
      const { modelId, fromTick, toTick, shares } = action;
      return onSpace(space.encodeFunctionData("move", [modelId, fromTick, toTick, shares]));
    }
    case "transfer":
      return onSpace(space.encodeFunctionData("transfer", [action.receiver, action.positionId, action.shares]));
    case "transferFrom": {
      const { holder, receiver, positionId, shares } = action;
      return onSpace(space.encodeFunctionData("transferFrom", [holder, receiver, positionId, shares]));
    }
    case "approve":
      return onSpace(space.encodeFunctionData("approve", [action.spender, action.positionId, action.shares]));
    case "setOperator":
      return onSpace(space.encodeFunctionData("setOperator", [action.operator, action.approved]));
    case "register":
      return onRegistry(registry.encodeFunctionData("register", [action.name, "", action.maxFee]));
    case "accept":
      return onRegistry(registry.encodeFunctionData("accept", [action.modelId]));
    case "transferModel":
      return onRegistry(registry.encodeFunctionData("transferFrom", [from, action.receiver, action.modelId]));
    case "setReserve":
      return onSpace(space.encodeFunctionData("setReserve", [action.modelId, action.tick]));
    case "collectRent":
      return onSpace(space.encodeFunctionData("collectRent", [action.modelId]));
    case "settleAll":
      return onSpace(space.encodeFunctionData("settle(uint256[])", [[...action.modelIds]]));
    case "settle":
      return onSpace(space.encodeFunctionData("settle(uint256,uint256)", [action.modelId, action.maxRounds]));
    case "flushBurned":
      return onSpace(space.encodeFunctionData("flushBurned"));
    case "fundTreasury":
      return onSpace(space.encodeFunctionData("fundTreasury", [action.assets]));
    case "propose":
      return onOracle(await at.reporters.proposal(action.report, at.admin, now));
    case "seal":
      return onOracle(await at.reporters.sealing(action.round, action.root));
    case "requireRound":
      return onSpace(space.encodeFunctionData("requireRound", [action.round, action.deadline]));
    case "veto":
      return onOracle(oracle.encodeFunctionData("veto", [action.round, at.reporters.otherNameOf(action.digest)]));
    case "finalize":
      return onOracle(oracle.encodeFunctionData("finalize", [action.round]));
    case "expireRound":
      return onSpace(space.encodeFunctionData("expireRound"));
    case "resume":
      return onSpace(space.encodeFunctionData("resume"));
    case "resumeByQuorum":
      return onOracle(await at.reporters.resumption(action.round));
    case "queueParameters":
      return onSpace(space.encodeFunctionData("queueParameters", [action.parameters]));
    case "queueTreasuryWithdrawal":
      return onSpace(space.encodeFunctionData("queueTreasuryWithdrawal", [action.assets, action.receiver]));
    case "setPaused":
      return onSpace(space.encodeFunctionData("setPaused", [action.paused]));
  }
}
