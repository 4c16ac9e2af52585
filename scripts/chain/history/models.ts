import { ZeroAddress } from "ethers";

import type { ChainEvent } from "./readEvents.js";

type Change =
  | { readonly kind: "account"; readonly block: number; readonly account: string }
  | { readonly kind: "left"; readonly block: number }
  | { readonly kind: "accepted"; readonly block: number; readonly account: string; readonly fromRound: number };

interface KnownModel {
  readonly name: string;
  readonly block: number;
  readonly changes: Change[];
}

/** The models' names, and whose record each counts for at any moment, from the registry's events. */
export class ModelBook {
  readonly #models: KnownModel[] = [];

  /** Takes an event of the registry; others are not its business. */
  take({ contract, block, description: { name, args } }: ChainEvent): void {
    if (contract !== "registry") return;
    if (name === "ModelRegistered") {
      const account = String(args["owner"]);
      const changes: Change[] = [{ kind: "account", block, account }];
      this.#models[Number(args["modelId"]) - 1] = { name: String(args["name"]), block, changes };
    } else if (name === "Transfer" && args["from"] !== ZeroAddress) {
      this.#models[Number(args["tokenId"]) - 1]?.changes.push({ kind: "left", block });
    } else if (name === "ModelAccepted") {
      const [account, fromRound] = [String(args["account"]), Number(args["fromRound"])];
      this.#models[Number(args["modelId"]) - 1]?.changes.push({ kind: "accepted", block, account, fromRound });
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
          if (change.kind === "account") account = change.account;
          // Whoever had accepted it before has left it, too.
          else if (change.kind === "left") account = null;
          else if (change.fromRound <= round) account = change.account;
        }
        return account;
      });
  }
}
