import { Draft } from "./draft.js";
import { refuse } from "./errors.js";
import { reserveTickIn, settleFirst, settleModel } from "./lateSettlement.js";
import { checkParameters, DEFAULT_PARAMETERS, type Parameters } from "./parameters.js";
import { toAssetsDown, type Pool } from "./poolShares.js";
import { checkTick } from "./rateGrid.js";
import { roundTimes, type Phase, type RoundTimes } from "./roundClock.js";
import {
  closeRound,
  dropReport,
  expireRound,
  holdReport,
  openRound,
  queueParameters,
  queueTreasuryWithdrawal,
  resume,
  type ReportedScores,
} from "./rounds.js";
import { newcomer, total } from "./stakeLimit.js";
import { bid, clearingOf, move, phaseNow, spendAllowance, take, withdraw, type Call } from "./staking.js";
import {
  allowanceKey,
  operatorKey,
  toPositionId,
  type Accounts,
  type Globals,
  type RoundState,
  type State,
} from "./state.js";
import { bitmapOf, totalAssets, type Book, type Clearing } from "./tickBook.js";

/** A model as if it were settled through the last closed round. Amounts in token wei. */
export interface ModelStatus {
  readonly owner: string;
  readonly registrationRound: number;
  readonly base: bigint;
  readonly earned: bigint;
  readonly rent: bigint;
  readonly bitmap: bigint;
  /** The reserve tick of the open round, and the one from the next round on. */
  readonly reserveTick: number;
  readonly nextReserveTick: number;
  /** The last round that really was settled. */
  readonly settledThrough: number;
}

/** What clearing a model's book gives right now; see {@link Clearing}. */
export interface Quote extends Clearing {
  readonly reserveTick: number;
}

/**
 * The twin of the contract of the same name: a whole tournament in memory, without tokens, signatures and roles. Written
 * from the mechanism, so that each can judge the other; also what the oracle and simulations calculate with.
 *
 * Actions carry the caller and the moment, take and give token wei as their Solidity namesakes do, and either happen as a
 * whole or throw a {@link Refusal} with the name of the Solidity error and change nothing. Callers of governor's,
 * guardian's and oracle's actions are taken to be allowed. Getters answer as if every model were settled.
 */
export class StakeSpace {
  private readonly state: State;

  /**
   * @param now The moment round 1 opens, unix seconds.
   * @throws Refusal `ParameterOutOfBounds`
   */
  constructor(now: number, parameters: Parameters = DEFAULT_PARAMETERS) {
    checkParameters(parameters);
    this.state = {
      globals: {
        round: 0,
        clock: { opensAt: now, locksAt: now, proposedAt: 0 },
        missedRounds: 0,
        lastReported: 0,
        paused: false,
        accounts: { held: 0n, treasury: 0n, burned: 0n, rentOwed: 0n, stakedModels: 0 },
        modelCount: 0,
        highestStakedModel: 0,
        parameters: [parameters],
        queuedParameters: undefined,
        queuedWithdrawal: undefined,
      },
      models: new Map(),
      rounds: new Map(),
      holdings: new Map(),
      allowances: new Map(),
      operators: new Set(),
    };
    this.act((draft) => openRound(draft, now, 0));
  }

  // ------------------------------------------------------------------------------------------------------------ Staking

  /** @returns shares, rounded down; `assets` token wei come in from the caller. */
  bid(call: Call, modelId: number, tick: number, assets: bigint, receiver: string): bigint {
    return this.act((draft) => bid(draft, call, modelId, tick, assets, receiver));
  }

  /** @param shares Or {@link ALL_SHARES}. @returns token wei, rounded down, that go out. */
  withdraw(call: Call, modelId: number, tick: number, shares: bigint, owner: string): bigint {
    return this.act((draft) => withdraw(draft, call, modelId, tick, shares, owner));
  }

  /** @param shares Or {@link ALL_SHARES}. @returns shares at the new tick, rounded down. */
  move(call: Call, modelId: number, fromTick: number, toTick: number, shares: bigint): bigint {
    return this.act((draft) => move(draft, call, modelId, fromTick, toTick, shares));
  }

  /** Gives a receiver shares of the caller's. */
  transfer(call: Call, receiver: string, positionId: number, shares: bigint): void {
    this.transferFrom(call, call.caller, receiver, positionId, shares);
  }

  /** Gives a receiver shares of a holder's who allowed it. */
  transferFrom(call: Call, holder: string, receiver: string, positionId: number, shares: bigint): void {
    this.act((draft) => {
      if (holder !== call.caller) spendAllowance(draft, positionId, holder, call.caller, shares);
      draft.debit(positionId, holder, shares);
      draft.credit(positionId, receiver, shares);
    });
  }

  /** Lets a spender take shares of a position of the caller's. */
  approve(call: Call, spender: string, positionId: number, shares: bigint): void {
    this.act((draft) => draft.setAllowance(allowanceKey(positionId, call.caller, spender), shares));
  }

  /** Lets an operator take shares of any position of the caller's, or no longer. */
  setOperator(call: Call, operator: string, approved: boolean): void {
    const key = operatorKey(call.caller, operator);
    if (approved) this.state.operators.add(key);
    else this.state.operators.delete(key);
  }

  // ------------------------------------------------------------------------------------------------------------- Models

  /** Registers a model for the caller, who pays the registration fee to the sink. @returns its id. */
  register(call: Call): number {
    return this.act((draft) => {
      if (draft.globals.paused) refuse("RegistrationPaused", {});
      const { round } = draft.globals;
      const modelId = draft.globals.modelCount + 1;
      draft.setGlobals({ modelCount: modelId });
      draft.setModel(modelId, {
        owner: call.caller,
        registrationRound: round,
        settledThrough: round - 1,
        limit: newcomer(draft.parameters),
        rent: 0n,
        book: new Map(),
        reserve: { tick: 0, nextTick: 0, fromRound: 0 },
      });
      return modelId;
    });
  }

  /** Gives a model of the caller's to another owner: an ERC-721 transfer. */
  transferModel(call: Call, modelId: number, receiver: string): void {
    this.act((draft) => {
      if (modelId < 1 || modelId > draft.globals.modelCount) refuse("ERC721NonexistentToken", { tokenId: modelId });
      const model = draft.model(modelId);
      if (model.owner !== call.caller) {
        refuse("ERC721InsufficientApproval", { operator: call.caller, tokenId: modelId });
      }
      draft.setModel(modelId, { ...model, owner: receiver });
    });
  }

  /** Sets the reserve tick that counts from the opening of the next round. */
  setReserve(call: Call, modelId: number, tick: number): void {
    this.act((draft) => {
      checkTick(tick);
      settleFirst(draft, modelId);
      checkOwner(draft, call, modelId);
      const { round } = draft.globals;
      const model = draft.model(modelId);
      const reserve = { tick: reserveTickIn(model.reserve, round), nextTick: tick, fromRound: round + 1 };
      draft.setModel(modelId, { ...model, reserve });
    });
  }

  /** @returns the model's rent, token wei, that goes to its owner. */
  collectRent(call: Call, modelId: number): bigint {
    return this.act((draft) => {
      settleFirst(draft, modelId);
      checkOwner(draft, call, modelId);
      const model = draft.model(modelId);
      draft.setModel(modelId, { ...model, rent: 0n });
      draft.book({ rentOwed: -model.rent, held: -model.rent });
      return model.rent;
    });
  }

  // --------------------------------------------------------------------------------------------------------- Settlement

  /** Brings models up to the last closed round. @throws Refusal `UnknownModel` */
  settleAll(modelIds: readonly number[]): void {
    this.act((draft) => {
      for (const modelId of modelIds) settleModel(draft, modelId, draft.globals.round);
    });
  }

  /** Settles at most `maxRounds` rounds of a model. @returns the last round it is settled for. */
  settle(modelId: number, maxRounds: number): number {
    return this.act((draft) => {
      settleModel(draft, modelId, maxRounds);
      return draft.model(modelId).settledThrough;
    });
  }

  /** @returns what was burned, token wei, that goes to the sink. */
  flushBurned(): bigint {
    return this.act((draft) => {
      const { burned } = draft.globals.accounts;
      draft.book({ burned: -burned, held: -burned });
      return burned;
    });
  }

  /** Adds `assets` token wei, which come in from the caller, to the free treasury. */
  fundTreasury(assets: bigint): void {
    this.act((draft) => {
      if (assets === 0n) refuse("ZeroAmount", {});
      take(draft, assets);
      draft.book({ treasury: assets });
    });
  }

  // ------------------------------------------------------------------------------------------------------------- Rounds

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

  // -------------------------------------------------------------------------------------------------------------- Views

  /** All but models, rounds and positions. */
  get globals(): Globals {
    return this.state.globals;
  }

  get accounts(): Accounts {
    return this.state.globals.accounts;
  }

  /** The parameters of the open round. */
  get parameters(): Parameters {
    return new Draft(this.state).parameters;
  }

  /** The boundaries of the open round. */
  get times(): RoundTimes {
    return roundTimes(this.state.globals.clock, this.parameters);
  }

  phase(now: number): Phase {
    return phaseNow(new Draft(this.state), { now });
  }

  /** @throws RangeError for a round that has not opened. */
  roundRecord(round: number): RoundState {
    return new Draft(this.state).round(round);
  }

  /** @throws Refusal `UnknownModel` */
  modelStatus(modelId: number): ModelStatus {
    const draft = this.settled(modelId);
    const { owner, registrationRound, limit, rent, book, reserve } = draft.model(modelId);
    return {
      owner,
      registrationRound,
      base: limit.base,
      earned: limit.earned,
      rent,
      bitmap: bitmapOf(book),
      reserveTick: reserveTickIn(reserve, draft.globals.round),
      nextReserveTick: reserve.nextTick,
      settledThrough: new Draft(this.state).model(modelId).settledThrough,
    };
  }

  /** The model's stake limit, token wei. @throws Refusal `UnknownModel` */
  limit(modelId: number): bigint {
    return total(this.settled(modelId).model(modelId).limit);
  }

  /** @throws Refusal `UnknownModel` */
  quote(modelId: number): Quote {
    const draft = this.settled(modelId);
    const reserveTick = reserveTickIn(draft.model(modelId).reserve, draft.globals.round);
    return { ...clearingOf(draft, modelId), reserveTick };
  }

  /** The occupied pools of a model. @throws Refusal `UnknownModel` */
  book(modelId: number): Book {
    return this.settled(modelId).model(modelId).book;
  }

  /** One pool, and the part of its assets that clearing fills right now. @throws Refusal `UnknownModel` */
  pool(modelId: number, tick: number): Pool & { readonly filled: bigint } {
    const draft = this.settled(modelId);
    return { ...draft.pool(modelId, tick), filled: clearingOf(draft, modelId).fills.get(tick) ?? 0n };
  }

  balanceOf(holder: string, positionId: number): bigint {
    return new Draft(this.state).sharesOf(positionId, holder);
  }

  /** What a holder's position is worth, token wei, rounded down. @throws Refusal `UnknownModel` */
  positionAssets(holder: string, modelId: number, tick: number): bigint {
    return toAssetsDown(this.settled(modelId).pool(modelId, tick), this.balanceOf(holder, toPositionId(modelId, tick)));
  }

  /**
   * What is held less everything it is owed to, token wei: pools, reserves, treasury, burned and rent. Zero in every state
   * (S1).
   */
  surplus(): bigint {
    const { held, treasury, burned, rentOwed } = this.accounts;
    let owed = treasury + burned + rentOwed;
    for (const model of this.state.models.values()) owed += totalAssets(model.book);
    for (const round of this.state.rounds.values()) owed += round.reserve;
    return held - owed;
  }

  private act<T>(action: (draft: Draft) => T): T {
    const draft = new Draft(this.state);
    const result = action(draft);
    draft.commit();
    return result;
  }

  /** A draft in which the model is settled; for reading. */
  private settled(modelId: number): Draft {
    const draft = new Draft(this.state);
    settleModel(draft, modelId, draft.globals.round);
    return draft;
  }
}

function checkOwner(draft: Draft, call: Call, modelId: number): void {
  if (draft.model(modelId).owner !== call.caller) refuse("NotModelOwner", { modelId, caller: call.caller });
}
