import type { Behaviour } from "./behaviour.js";

/** Trades on what is public and on its taste. */
export const ordinary: Behaviour = { name: "ordinary", does: "stakes where it expects most net of rent" };

/** Never stakes on anybody else. */
export const holder: Behaviour = {
  name: "holder",
  does: "stakes on its own models only, and seldom looks",
  traits: { attention: 0.1 },
  stakesOn: ({ isOwn }) => isOwn,
};

/** Buys what did well lately. */
export const rankChaser: Behaviour = {
  name: "rank chaser",
  does: "takes the last three rounds for what a model can do",
  traits: { attention: 1, spread: 10 },
  opinion: ({ recent }) => recent,
};

/** Owns much and spreads it over everything. */
export const diversifier: Behaviour = {
  name: "whale that diversifies",
  does: "spreads its tokens over a hundred models",
  traits: { spread: 100, attention: 1 },
};

/** Believes in its own and pays for it. */
export const confidentOwner: Behaviour = {
  name: "confident small owner",
  does: "stakes on its own models only, thinks twice as much of them and bids all it expects",
  traits: { shading: 1, attention: 1 },
  stakesOn: ({ isOwn }) => isOwn,
  opinion: ({ ordinary: thought }) => 2 * thought,
  largestPart: 1,
};

/** Keeps the space of its own models for itself, copies included. */
export const keeper: Behaviour = {
  name: "keeper",
  does: "stakes on its own models only, evenly, at a price that keeps others out",
  traits: { shading: 1, attention: 1, spread: 1_000 },
  stakesOn: ({ isOwn }) => isOwn,
  // High enough for the top tick: rent comes back to the owner of the space.
  opinion: () => 1,
  largestPart: 1,
};

/** Knows what each model can be expected to score. */
export const seer: Behaviour = {
  name: "best-response bidder, true values",
  does: "bids as others do, knowing every model's true expected score",
  opinion: ({ world, round, model }) => world.rounds[round]!.lasting[model]!,
};

/** Fills its own space to make others pay. */
export const shill: Behaviour = {
  name: "shilling owner",
  does: "fills its own models' space at the top tick, so that others pay all they bid",
  traits: { attention: 1 },
  shills: true,
};

/** Scares others off and leaves. */
export const spoofer: Behaviour = {
  name: "spoofer",
  does: "bids for whole models at the top tick before others look, and takes it back",
  traits: { attention: 1 },
  spoofs: true,
};

/** Every way an account may behave, for the report. */
export const BEHAVIOURS: readonly Behaviour[] = [
  ...[ordinary, holder, rankChaser, diversifier, confidentOwner, keeper, seer, shill, spoofer],
];
