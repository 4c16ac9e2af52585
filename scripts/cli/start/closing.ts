import { formatAmount, formatPercent } from "#lib";
import { type Findings, IDLE_REASONS } from "#tournament";

import { REASONS } from "./idle.js";
import { signed } from "./numbers.js";

/** What a run shows, in words: every sentence is made of its numbers, whichever way they point. */
export function closingWords(findings: Findings): string {
  return [comparison, concentration, skill, idleness, money].map((sentence) => sentence(findings)).join(" ");
}

function comparison(findings: Findings): string {
  const { rounds, metaModelCorr, linearCorr, difference, standardError, roundsAhead } = findings;
  const corr = (value: number): string => signed(value, 4);
  const linear = `with linear stake, all stake in the books counting, it would have scored ${corr(linearCorr)}.`;
  if (standardError === null) {
    return `In one round the meta model scored ${corr(metaModelCorr)}; ${linear} One round does not tell which is better.`;
  }
  const by = `${corr(difference)} a round (standard error ${standardError.toFixed(4)}, ahead in ${roundsAhead} of ${rounds})`;
  const judged = {
    ahead: `Stakespace was better, by ${by}: more than chance explains.`,
    behind: `Stakespace was worse, by ${by}: more than chance explains.`,
    "no difference": `The difference of ${by} is no more than chance makes.`,
    "too few rounds": `The difference is ${by}: too few rounds to tell which is better.`,
  };
  return `In ${rounds} rounds the meta model scored ${corr(metaModelCorr)} on average; ${linear} ${judged[findings.comparison]}`;
}

function concentration({ halfHeldBy, linearHalfHeldBy }: Findings): string {
  const against =
    halfHeldBy === linearHalfHeldBy
      ? "as many as with linear stake"
      : `${halfHeldBy > linearHalfHeldBy ? "more" : "fewer"} than with linear stake: ${plain(linearHalfHeldBy)}`;
  return `Half of the weight lay with models of ${plain(halfHeldBy)} accounts, ${against}.`;
}

function skill({ rounds, onLosersFirst, onLosersLast, stakeOnLosersLast }: Findings): string {
  const percent = (part: number): string => formatPercent(part, 0);
  if (rounds === 1) {
    return `Models that scored below zero had ${percent(onLosersLast)} of what was at risk and ${percent(stakeOnLosersLast)} of all stake.`;
  }
  const moved = onLosersLast < onLosersFirst ? "space left them" : "space did not leave them";
  return (
    `Models that scored below zero over the whole run had ${percent(onLosersFirst)} of what was at risk in the first round ` +
    `and ${percent(onLosersLast)} in the last, of all stake then ${percent(stakeOnLosersLast)}: ${moved}.`
  );
}

function idleness({ idleShare, idleBecause }: Findings): string {
  if (idleShare === 0) return "All stake found space.";
  const main = IDLE_REASONS.reduce((best, reason) => (idleBecause[reason] > idleBecause[best] ? reason : best));
  return (
    `${formatPercent(idleShare, 0)} of all stake was idle, without risk or gain; ` +
    `${formatPercent(idleBecause[main], 0)} of it lay ${REASONS[main]}.`
  );
}

function money({ paid, burned, rent }: Findings): string {
  const tokens = (wei: bigint): string => formatAmount(wei, 18, 0);
  const left = paid - burned - rent;
  const end = left < 0n ? `took ${tokens(-left)} tokens from stakers` : `left stakers ${tokens(left)} tokens`;
  return `Gains of ${tokens(paid)}, burns of ${tokens(burned)} and rents of ${tokens(rent)} ${end}; rents go to owners, less a fee.`;
}

/** `7.8`, `8` */
function plain(count: number): string {
  return count.toFixed(1).replace(/\.0$/, "");
}
