import { settle } from "./books.js";
import type { Call } from "./call.js";
import { openRound, queueParameters, requireRound, resume } from "./clock.js";
import { Draft } from "./draft.js";
import { approve, transferFrom, UNLIMITED } from "./erc6909.js";
import { flushBurned, fundTreasury, queueTreasuryWithdrawal } from "./ledger.js";
import { propose, seal, veto, type SignedReport } from "./oracle.js";
import { accept, collectRent, register, setReserve, transferModel } from "./owning.js";
import { checkParameters, DEFAULT_PARAMETERS, type Parameters } from "./parameters.js";
import { closeRound, dropReport, expireRound, holdReport, type ReportedScores } from "./reports.js";
import { bid, move, withdraw } from "./staking.js";
import { initialState, operatorKey } from "./state.js";
import { Views } from "./views.js";

/**
 * The twin of the contract `StakeSpace`: a whole tournament in memory, without tokens, signatures and roles. Written from
 * the mechanism, so that each can judge the other; also what the oracle and simulations calculate with.
 *
 * Actions carry the caller and the moment, take and give token wei as their Solidity namesakes do, and either happen as a
 * whole or throw a `Refusal` with the name and the arguments of the Solidity error and change nothing. Callers of
 * governor's, guardian's and oracle's actions are taken to be allowed.
 *
 * @example
 * import { StakeSpaceTwin } from "#twin";
 *
 * const space = new StakeSpaceTwin(0); // round 1 opens at time 0
 * const model = space.register({ caller: "ann", now: 10 });
 * space.bid({ caller: "bob", now: 20 }, model, 79, 80n * 10n ** 18n, "bob");
 * space.quote(model).priceTick; // => 0
 * space.quote(model).filled; // => 80000000000000000000n
 */
export class StakeSpaceTwin extends Views {
  /**
   * @param now The moment round 1 opens, unix seconds.
   * @throws Refusal `ParameterOutOfBounds`
   */
  constructor(now: number, parameters: Parameters = DEFAULT_PARAMETERS) {
    checkParameters(parameters);
    super(initialState(now, parameters));
    this.act((draft) => openRound(draft, now, 0));
  }

  // ------------------------------------------------------------------------------------------------------------ Staking

  /** @returns shares, rounded down; `assets` token wei come in from the caller. */
  bid(call: Call, modelId: number, tick: number, assets: bigint, receiver: string): bigint {
    return this.act((draft) => bid(draft, call, modelId, tick, assets, receiver));
  }

  /** @param shares Or `ALL_SHARES`. @returns token wei, rounded down, that go out. */
  withdraw(call: Call, modelId: number, tick: number, shares: bigint, owner: string): bigint {
    return this.act((draft) => withdraw(draft, call, modelId, tick, shares, owner));
  }

  /** @param shares Or `ALL_SHARES`. @returns shares at the new tick, rounded down. */
  move(call: Call, modelId: number, fromTick: number, toTick: number, shares: bigint): bigint {
    return this.act((draft) => move(draft, call, modelId, fromTick, toTick, shares));
  }

  /** Gives a receiver shares of the caller's. */
  transfer(call: Call, receiver: string, positionId: number, shares: bigint): void {
    this.transferFrom(call, call.caller, receiver, positionId, shares);
  }

  /** Gives a receiver shares of a holder's who allowed it. */
  transferFrom(call: Call, holder: string, receiver: string, positionId: number, shares: bigint): void {
    this.act((draft) => transferFrom(draft, call, holder, receiver, positionId, shares));
  }

  /** Lets a spender take shares of a position of the caller's. */
  approve(call: Call, spender: string, positionId: number, shares: bigint): void {
    this.act((draft) => approve(draft, call, spender, positionId, shares));
  }

  /** Lets an operator take shares of any position of the caller's, or no longer. */
  setOperator(call: Call, operator: string, approved: boolean): void {
    const key = operatorKey(call.caller, operator);
    if (approved) this.state.operators.add(key);
    else this.state.operators.delete(key);
  }

  // ------------------------------------------------------------------------------------------------------------- Owners

  /**
   * Registers a model for the caller, who pays the registration fee to the sink and is its account.
   *
   * @param name Unique for ever; left out, `model-` and the id.
   * @param maxFee The most the caller pays, token wei.
   * @returns its id.
   */
  register(call: Call, name = `model-${this.state.globals.modelCount + 1}`, maxFee: bigint = UNLIMITED): number {
    return this.act((draft) => register(draft, call, name, maxFee));
  }

  /** Takes a model that was given to the caller onto the caller's record, from the next opening on. */
  accept(call: Call, modelId: number): void {
    this.act((draft) => accept(draft, call, modelId));
  }

  /** Gives a model of the caller's to another owner: an ERC-721 transfer. */
  transferModel(call: Call, modelId: number, receiver: string): void {
    this.act((draft) => transferModel(draft, call, modelId, receiver));
  }

  /** Refuses unless the round is open and the deadline not past, unix seconds. */
  requireRound(call: Call, round: number, deadline: number): void {
    requireRound(new Draft(this.state), call, round, deadline);
  }

  /** Sets the reserve tick that counts from the opening of the next round. */
  setReserve(call: Call, modelId: number, tick: number): void {
    this.act((draft) => setReserve(draft, call, modelId, tick));
  }

  /** @returns the model's rent, token wei, that goes to its owner. */
  collectRent(call: Call, modelId: number): bigint {
    return this.act((draft) => collectRent(draft, call, modelId));
  }

  // --------------------------------------------------------------------------------------------------------- Settlement

  /** Brings models up to the last closed round. @throws Refusal `UnknownModel` */
  settleAll(modelIds: readonly number[]): void {
    this.act((draft) => {
      for (const modelId of modelIds) settle(draft, modelId, draft.globals.round);
    });
  }

  /** Settles at most `maxRounds` rounds of a model. @returns the last round it is settled for. */
  settle(modelId: number, maxRounds: number): number {
    return this.act((draft) => {
      settle(draft, modelId, maxRounds);
      return draft.model(modelId).settledThrough;
    });
  }

  /** @returns what was burned, token wei, that goes to the sink. */
  flushBurned(): bigint {
    return this.act((draft) => flushBurned(draft));
  }

  /** Adds `assets` token wei, which come in from the caller, to the free treasury. */
  fundTreasury(assets: bigint): void {
    this.act((draft) => fundTreasury(draft, assets));
  }

  // ------------------------------------------------------------------------------------------------------------- Rounds

  /** Seals the submissions of the open round, as a quorum of reporters does before its lock. */
  seal(call: Call, round: number, root: string): void {
    this.act((draft) => seal(draft, call, round, root));
  }

  /** Holds a report of a sealed round, as a quorum of reporters proposes it. */
  propose(call: Call, report: SignedReport): void {
    this.act((draft) => propose(draft, call, report));
  }

  /** Drops the pending report with the digest, which is refused for ever. */
  veto(call: Call, round: number, digest: string): void {
    this.act((draft) => veto(draft, call, round, digest));
  }

  /** Holds a report as the contract does for its oracle, which has looked at seal and sheet: see {@link propose}. */
  holdReport(call: Call, report: ReportedScores): void {
    this.act((draft) => holdReport(draft, call, report));
  }

  dropReport(call: Call, round: number): void {
    this.act((draft) => dropReport(draft, call, round));
  }

  /** @returns the queued withdrawal of treasury, token wei, that goes out as the next round opens. */
  closeRound(call: Call, round: number): bigint {
    return this.act((draft) => closeRound(draft, call, round));
  }

  /** @returns the queued withdrawal of treasury, token wei, that goes out as the next round opens. */
  expireRound(call: Call): bigint {
    return this.act((draft) => expireRound(draft, call));
  }

  /** @param round The round meant, as a quorum of reporters names it; a governor ends whatever recess there is. */
  resume(call: Call, round = this.state.globals.round): void {
    this.act((draft) => resume(draft, call, round));
  }

  queueParameters(p: Parameters): void {
    this.act((draft) => queueParameters(draft, p));
  }

  queueTreasuryWithdrawal(assets: bigint, receiver: string): void {
    this.act((draft) => queueTreasuryWithdrawal(draft, assets, receiver));
  }

  setPaused(paused: boolean): void {
    this.act((draft) => draft.setGlobals({ paused }));
  }

  private act<T>(action: (draft: Draft) => T): T {
    const draft = new Draft(this.state);
    const result = action(draft);
    draft.commit();
    return result;
  }
}
