import { clearing, settle } from "./books.js";
import { Draft } from "./draft.js";
import { reserveTickAt } from "./modelOffer.js";
import type { Parameters } from "./parameters.js";
import { toAssetsDown, type Pool } from "./poolShares.js";
import { toPositionId } from "./positionId.js";
import { phaseAt, timesOf, type Phase, type RoundTimes } from "./roundClock.js";
import { totalLimit } from "./stakeLimit.js";
import type { Accounts, Globals, RoundRecord, State } from "./state.js";
import { bitmapOf, find, totalAssets, type Book, type Clearing } from "./tickBook.js";

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

/** How many models were registered before the open round locked; all of them while it has not. */
export function modelCountAtLock({ round, modelCount, lockedModels }: Globals): number {
  return lockedModels.round === round ? lockedModels.modelCount : modelCount;
}

/** What can be read of a tournament. Getters of a model answer as if it were settled. */
export class Views {
  protected readonly state: State;

  constructor(state: State) {
    this.state = state;
  }

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
    return timesOf(this.parameters, this.state.globals.clock);
  }

  /** The phase of the open round at a moment, unix seconds. */
  phase(now: number): Phase {
    const { locksAt, proposedAt } = this.state.globals.clock;
    return phaseAt(this.parameters, locksAt, proposedAt, now);
  }

  /** How many models were registered before the open round locked; all of them while it has not. */
  get modelCountAtLock(): number {
    return modelCountAtLock(this.state.globals);
  }

  /** The model with a name, 0 if there is none. */
  modelIdOf(name: string): number {
    return new Draft(this.state).modelIdOf(name);
  }

  /** The name of a model, empty for an id that was not registered. */
  nameOf(modelId: number): string {
    return this.state.models.get(modelId)?.name ?? "";
  }

  /** Whose record a model counts for in the open round; nobody's after a transfer, until it is accepted. */
  accountOf(modelId: number): string | undefined {
    const model = this.state.models.get(modelId);
    return model !== undefined && this.state.globals.round >= model.accountFrom ? model.account : undefined;
  }

  /** What a round was last sealed with. */
  sealOf(round: number): string | undefined {
    return new Draft(this.state).sealOf(round);
  }

  /** The digest of the last report proposed for a round. */
  proposedDigest(round: number): string | undefined {
    return new Draft(this.state).proposedDigest(round);
  }

  /** Whether a report was vetoed, and is refused for ever. */
  isVetoed(digest: string): boolean {
    return new Draft(this.state).isVetoed(digest);
  }

  /** @throws RangeError for a round that has not opened. */
  roundRecord(round: number): RoundRecord {
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
      reserveTick: reserveTickAt(reserve, draft.globals.round),
      nextReserveTick: reserve.nextTick,
      settledThrough: new Draft(this.state).model(modelId).settledThrough,
    };
  }

  /** The model's stake limit, token wei. @throws Refusal `UnknownModel` */
  limit(modelId: number): bigint {
    return totalLimit(this.settled(modelId).model(modelId).limit);
  }

  /** @throws Refusal `UnknownModel` */
  quote(modelId: number): Quote {
    const draft = this.settled(modelId);
    const reserveTick = reserveTickAt(draft.model(modelId).reserve, draft.globals.round);
    return { ...clearing(draft, modelId), reserveTick };
  }

  /** The occupied pools of a model. @throws Refusal `UnknownModel` */
  book(modelId: number): Book {
    return this.settled(modelId).model(modelId).book;
  }

  /** One pool, and the part of its assets that clearing fills right now. @throws Refusal `UnknownModel` */
  pool(modelId: number, tick: number): Pool & { readonly filled: bigint } {
    const draft = this.settled(modelId);
    return find(draft.model(modelId).book, clearing(draft, modelId), tick);
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

  /** A draft in which the model is settled; for reading. */
  private settled(modelId: number): Draft {
    const draft = new Draft(this.state);
    settle(draft, modelId, draft.globals.round);
    return draft;
  }
}
