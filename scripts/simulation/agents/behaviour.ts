import type { MarketView } from "../markets/types.js";
import type { World } from "../worlds/types.js";
import type { TraderTraits } from "./trader.js";

/** What an account knows as it thinks about a model. */
export interface Thought {
  readonly account: number;
  readonly model: number;
  readonly round: number;
  readonly world: World;
  /** Whether the model is its own. */
  readonly isOwn: boolean;
  /** Expected score by what is public. */
  readonly public: number;
  /** Mean score of the last three rounds. */
  readonly recent: number;
  /** What an ordinary trader would think: the public estimate with its own taste, and what an owner knows of its own. */
  readonly ordinary: number;
}

/** What makes an account act otherwise than an ordinary trader, who stakes where it expects most net of rent. */
export interface Behaviour {
  readonly name: string;
  /** In a sentence, for the report. */
  readonly does: string;
  readonly traits?: Partial<TraderTraits>;
  /** Whether it stakes on a model at all. */
  stakesOn?(thought: Pick<Thought, "account" | "model" | "isOwn" | "world" | "round">): boolean;
  /** Expected score of a model in its opinion. */
  opinion?(thought: Thought): number;
  /** The reserve tick it sets on a model of its own; left out: it follows demand. */
  reserve?(view: MarketView, model: number, current: number): number;
  /** Part of a model's space it may ask for; left out: an ordinary bidder's. */
  readonly largestPart?: number;
  /** Puts on a show before the others look, and takes it back before bids are final. */
  readonly spoofs?: boolean;
  /** Fills its own models' space with stake at the top tick, so that others pay all they said they would. */
  readonly shills?: boolean;
}
