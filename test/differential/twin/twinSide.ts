import { type Parameters, Refusal, StakeSpaceTwin } from "#twin";
import { SINK } from "../../../ignition/system.js";
import type { Action } from "../actions.js";
import type { Answer } from "../answers.js";

/** The twin as one side of a game, with the tokens that actions move between it and the players' wallets. */
export class TwinSide {
  readonly space: StakeSpaceTwin;
  /** Token wei that came out of the stake space less those that went in, by account. */
  readonly wallets = new Map<string, bigint>();

  constructor(now: number, parameters: Parameters) {
    this.space = new StakeSpaceTwin(now, parameters);
  }

  /** Does what it is asked at a moment, or says why not. */
  perform(action: Action, now: number): Answer {
    try {
      this.dispatch(action, now);
      return undefined;
    } catch (error) {
      if (error instanceof Refusal) return { name: error.name, args: textsOf(error.args) };
      throw error;
    }
  }

  /** What all wallets together have put in, token wei. */
  paidIn(): bigint {
    let total = 0n;
    for (const balance of this.wallets.values()) total -= balance;
    return total;
  }

  private dispatch(action: Action, now: number): void {
    const { space } = this;
    const call = { caller: "caller" in action ? action.caller : "governor", now };
    switch (action.kind) {
      case "bid":
        space.bid(call, action.modelId, action.tick, action.assets, action.receiver);
        return this.pay(call.caller, -action.assets);
      case "withdraw":
        return this.pay(
          action.receiver,
          space.withdraw(call, action.modelId, action.tick, action.shares, action.owner),
        );
      case "move":
        space.move(call, action.modelId, action.fromTick, action.toTick, action.shares);
        return;
      case "transfer":
        return space.transfer(call, action.receiver, action.positionId, action.shares);
      case "transferFrom":
        return space.transferFrom(call, action.holder, action.receiver, action.positionId, action.shares);
      case "approve":
        return space.approve(call, action.spender, action.positionId, action.shares);
      case "setOperator":
        return space.setOperator(call, action.operator, action.approved);
      case "register": {
        const fee = space.parameters.registrationFee;
        space.register(call, action.name, action.maxFee);
        this.pay(call.caller, -fee);
        return this.pay(SINK, fee);
      }
      case "accept":
        return space.accept(call, action.modelId);
      case "transferModel":
        return space.transferModel(call, action.modelId, action.receiver);
      case "setReserve":
        return space.setReserve(call, action.modelId, action.tick);
      case "collectRent":
        return this.pay(call.caller, space.collectRent(call, action.modelId));
      case "settleAll":
        return space.settleAll(action.modelIds);
      case "settle":
        space.settle(action.modelId, action.maxRounds);
        return;
      case "flushBurned":
        return this.pay(SINK, space.flushBurned());
      case "fundTreasury":
        space.fundTreasury(action.assets);
        return this.pay(call.caller, -action.assets);
      case "propose":
        return space.propose(call, action.report);
      case "seal":
        return space.seal(call, action.round, action.root);
      case "requireRound":
        return space.requireRound(call, action.round, action.deadline);
      case "veto":
        return space.veto(call, action.round, action.digest);
      case "finalize":
        return this.payWithdrawal(() => space.closeRound(call, action.round));
      case "expireRound":
        return this.payWithdrawal(() => space.expireRound(call));
      case "resume":
        return space.resume(call);
      case "resumeByQuorum":
        return space.resume(call, action.round);
      case "queueParameters":
        return space.queueParameters(action.parameters);
      case "queueTreasuryWithdrawal":
        return space.queueTreasuryWithdrawal(action.assets, action.receiver);
      case "setPaused":
        return space.setPaused(action.paused);
    }
  }

  private pay(account: string, assets: bigint): void {
    this.wallets.set(account, (this.wallets.get(account) ?? 0n) + assets);
  }

  private payWithdrawal(open: () => bigint): void {
    const receiver = this.space.globals.queuedWithdrawal?.receiver;
    const assets = open();
    if (receiver !== undefined) this.pay(receiver, assets);
  }
}

function textsOf(args: object): Record<string, string> {
  return Object.fromEntries(Object.entries(args).map(([name, value]) => [name, String(value)]));
}
