import { refuse } from "./errors.js";
import type { Parameters } from "./parameters.js";
import { EMPTY_POOL, type Pool } from "./poolShares.js";
import { toPositionId } from "./positionId.js";
import { holdingKey, type Accounts, type Globals, type ModelState, type RoundRecord, type State } from "./state.js";

/**
 * One action's changes, laid over a state that stays as it is until {@link commit}. A refused action drops its draft, a
 * getter reads from one and never commits: both leave no trace.
 */
export class Draft {
  globals: Globals;
  private readonly state: State;
  private readonly models = new Map<number, ModelState>();
  private readonly rounds = new Map<number, RoundRecord>();
  private readonly holdings = new Map<string, bigint>();
  private readonly allowances = new Map<string, bigint>();
  private readonly names = new Map<string, number>();
  private readonly seals = new Map<number, string>();
  private readonly proposedDigests = new Map<number, string>();
  private readonly vetoed = new Set<string>();

  constructor(state: State) {
    this.state = state;
    this.globals = state.globals;
  }

  /** Makes the changes those of the state. */
  commit(): void {
    this.state.globals = this.globals;
    for (const [id, model] of this.models) this.state.models.set(id, model);
    for (const [id, round] of this.rounds) this.state.rounds.set(id, round);
    write(this.state.holdings, this.holdings);
    write(this.state.allowances, this.allowances);
    for (const [name, id] of this.names) this.state.names.set(name, id);
    for (const [round, root] of this.seals) this.state.seals.set(round, root);
    for (const [round, digest] of this.proposedDigests) this.state.proposedDigests.set(round, digest);
    for (const digest of this.vetoed) this.state.vetoed.add(digest);
  }

  /** @throws Refusal `UnknownModel` */
  model(modelId: number): ModelState {
    return this.models.get(modelId) ?? this.state.models.get(modelId) ?? refuse("UnknownModel", { modelId });
  }

  setModel(modelId: number, model: ModelState): void {
    this.models.set(modelId, model);
  }

  /** The model with a name, 0 if there is none. */
  modelIdOf(name: string): number {
    return this.names.get(name) ?? this.state.names.get(name) ?? 0;
  }

  setName(name: string, modelId: number): void {
    this.names.set(name, modelId);
  }

  /** What a round was last sealed with. */
  sealOf(round: number): string | undefined {
    return this.seals.get(round) ?? this.state.seals.get(round);
  }

  setSeal(round: number, root: string): void {
    this.seals.set(round, root);
  }

  proposedDigest(round: number): string | undefined {
    return this.proposedDigests.get(round) ?? this.state.proposedDigests.get(round);
  }

  setProposedDigest(round: number, digest: string): void {
    this.proposedDigests.set(round, digest);
  }

  isVetoed(digest: string): boolean {
    return this.vetoed.has(digest) || this.state.vetoed.has(digest);
  }

  setVetoed(digest: string): void {
    this.vetoed.add(digest);
  }

  /** What is known of a round that opened. */
  round(round: number): RoundRecord {
    const found = this.rounds.get(round) ?? this.state.rounds.get(round);
    if (found === undefined)
      throw new RangeError(`Round ${round} has not opened; the open one is ${this.globals.round}.`);
    return found;
  }

  setRound(round: number, change: Partial<RoundRecord>): void {
    this.rounds.set(round, { ...this.round(round), ...change });
  }

  openRound(round: number, state: RoundRecord): void {
    this.rounds.set(round, state);
  }

  /** The parameters a round is played and settled with. */
  parametersOf(round: number): Parameters {
    return this.parametersById(this.round(round).parametersId);
  }

  parametersById(parametersId: number): Parameters {
    const found = this.globals.parameters[parametersId - 1];
    if (found === undefined) throw new RangeError(`There is no set of parameters ${parametersId}.`);
    return found;
  }

  /** The parameters of the open round. */
  get parameters(): Parameters {
    return this.parametersOf(this.globals.round);
  }

  setGlobals(change: Partial<Globals>): void {
    this.globals = { ...this.globals, ...change };
  }

  /** Adds to what is held and owed; what is left out stays. */
  book(change: Partial<Accounts>): void {
    const old = this.globals.accounts;
    const accounts: Accounts = {
      held: old.held + (change.held ?? 0n),
      treasury: old.treasury + (change.treasury ?? 0n),
      burned: old.burned + (change.burned ?? 0n),
      rentOwed: old.rentOwed + (change.rentOwed ?? 0n),
      stakedModels: old.stakedModels + (change.stakedModels ?? 0),
    };
    this.setGlobals({ accounts });
  }

  pool(modelId: number, tick: number): Pool {
    return this.model(modelId).book.get(tick) ?? EMPTY_POOL;
  }

  /** Replaces a pool, and keeps count of the models with stake. */
  setPool(modelId: number, tick: number, pool: Pool): void {
    const model = this.model(modelId);
    const book = new Map(model.book);
    if (pool.shares === 0n) book.delete(tick);
    else book.set(tick, pool);
    const wasStaked = model.book.size > 0 ? 1 : 0;
    const isStaked = book.size > 0 ? 1 : 0;
    if (wasStaked !== isStaked) this.book({ stakedModels: isStaked - wasStaked });
    this.setModel(modelId, { ...model, book });
  }

  sharesOf(positionId: number, holder: string): bigint {
    const key = holdingKey(positionId, holder);
    return this.holdings.get(key) ?? this.state.holdings.get(key) ?? 0n;
  }

  /** Gives a holder shares. */
  credit(positionId: number, holder: string, shares: bigint): void {
    this.holdings.set(holdingKey(positionId, holder), this.sharesOf(positionId, holder) + shares);
  }

  /** Takes shares from a holder. @throws Refusal `ERC6909InsufficientBalance` */
  debit(positionId: number, holder: string, shares: bigint): void {
    const balance = this.sharesOf(positionId, holder);
    if (balance < shares) {
      refuse("ERC6909InsufficientBalance", { sender: holder, balance, needed: shares, id: positionId });
    }
    this.holdings.set(holdingKey(positionId, holder), balance - shares);
  }

  sharesAt(modelId: number, tick: number, holder: string): bigint {
    return this.sharesOf(toPositionId(modelId, tick), holder);
  }

  isOperator(key: string): boolean {
    return this.state.operators.has(key);
  }

  allowance(key: string): bigint {
    return this.allowances.get(key) ?? this.state.allowances.get(key) ?? 0n;
  }

  setAllowance(key: string, shares: bigint): void {
    this.allowances.set(key, shares);
  }
}

function write(target: Map<string, bigint>, changes: ReadonlyMap<string, bigint>): void {
  for (const [key, value] of changes) {
    if (value === 0n) target.delete(key);
    else target.set(key, value);
  }
}
