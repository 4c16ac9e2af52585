import type { OwnershipChange } from "./closedRound.js";
import type { ChainEvent } from "./readEvents.js";
import { eventsMissing } from "./eventsMissing.js";
import { ZeroAddress } from "ethers";

interface KnownModel {
  readonly name: string;
  readonly block: number;
  readonly changes: OwnershipChange[];
}

/** The models' names, and whose record each counts for at any moment, from the registry's events. */
export class ModelBook {
  readonly #models: KnownModel[] = [];
  readonly #changes: OwnershipChange[] = [];

  constructor(known: readonly OwnershipChange[] = []) {
    for (const change of known) this.#add(change);
  }

  /** Every change so far, in order. */
  get changes(): readonly OwnershipChange[] {
    return this.#changes;
  }

  get count(): number {
    return this.#models.length;
  }

  /**
   * Takes an event of the registry; others are not its business.
   *
   * @throws {StakespaceError} `EVENTS_MISSING` where there must have been one before it.
   */
  take({ contract, block, logIndex, description: { name, args } }: ChainEvent): void {
    if (contract !== "registry") return;
    const place = { block, logIndex, name: null, fromRound: null };
    if (name === "ModelRegistered") {
      const [model, account] = [Number(args["modelId"]), String(args["owner"])];
      this.#add({ ...place, model, kind: "registered", account, name: String(args["name"]) });
    } else if (name === "Transfer" && args["from"] !== ZeroAddress) {
      this.#add({ ...place, model: Number(args["tokenId"]), kind: "transferred", account: String(args["to"]) });
    } else if (name === "ModelAccepted") {
      const fromRound = Number(args["fromRound"]);
      const account = String(args["account"]);
      this.#add({ ...place, model: Number(args["modelId"]), kind: "accepted", account, fromRound });
    }
  }

  /** Names by model id - 1, of the models that were registered through a block. */
  namesThrough(block: number): string[] {
    return this.#models.filter((model) => model.block <= block).map(({ name }) => name);
  }

  /**
   * The account of each model, by id - 1, as it counted in a round after a block; null for a model that counts for nobody.
   *
   * @param block The last one before the round's lock.
   */
  accounts(round: number, block: number): (string | null)[] {
    return this.#models
      .filter((model) => model.block <= block)
      .map(({ changes }) => {
        let account: string | null = null;
        for (const change of changes) {
          if (change.block > block) break;
          if (change.kind === "registered") account = change.account;
          // Whoever had accepted it before has left it, too.
          else if (change.kind === "transferred") account = null;
          else if (change.fromRound! <= round) account = change.account;
        }
        return account;
      });
  }

  /** Blocks with a change after one block and through another, in order, each once. */
  blocksBetween(after: number, through: number): number[] {
    const blocks = this.#changes.filter(({ block }) => block > after && block <= through).map(({ block }) => block);
    return [...new Set(blocks)];
  }

  #add(change: OwnershipChange): void {
    const { model, kind, name, block } = change;
    if (kind === "registered" ? model !== this.#models.length + 1 : this.#models[model - 1] === undefined) {
      throw eventsMissing(`model ${model} is ${kind} when ${this.#models.length} are known`, block);
    }
    if (kind === "registered") this.#models.push({ name: name!, block, changes: [] });
    this.#models[model - 1]!.changes.push(change);
    this.#changes.push(change);
  }
}
