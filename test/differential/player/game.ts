import type { StakeSpaceTwin } from "#twin";
import type { Action } from "../actions.js";

/** What a player needs of the game it plays. */
export interface Game {
  /** The state the player looks at to choose what may well succeed. */
  readonly space: StakeSpaceTwin;
  /** The players' accounts. */
  readonly accounts: readonly string[];
  /** Does an action at a moment, on every side. */
  perform(action: Action, now: number): Promise<void>;
}

export interface PlayerOptions {
  /** How many actions a round has, about. */
  readonly actionsPerRound: number;
  /** Never registers more models than this. */
  readonly maxModels: number;
  /** Withdraw treasury and let it run short: then what is free depends on who settled when. */
  readonly scarceTreasury: boolean;
}
