import type { DeployPlan } from "#chain";
import { formatAmount, formatCount } from "#lib";
import { formatTable } from "../../terminal/table.js";
import { parameterRows, span } from "./parameters.js";

const GWEI_DIGITS = 9;
/** Coins are shown to a millionth. */
const COIN_DIGITS = 6;

/** All that a deployment will be, as lines to read before one says yes. */
export function planLines(plan: DeployPlan): string[] {
  const { chainId, network, fork, deployer, token, sink, roles, reporters, quorum, parameters } = plan;
  const kind = token.address === undefined ? "a test token that anyone may mint" : `the token ${token.address}`;
  const when = (delay: number): string => (delay === 0 ? "at once" : `after ${span(delay)}`);
  const facts = [
    ["chain", `${chainId} (network "${network}"), ${fork} rules`],
    ["token", `${token.symbol}, ${kind}, ${token.decimals} decimals`],
    ["burns and fees", `to ${sink}`],
    ["admin", `${roles.admin.holder}, ${when(roles.admin.delay)}; gives and takes roles`],
    ["governor", `${roles.governor.holder}, ${when(roles.governor.delay)}; parameters, reporters, treasury`],
    ["guardian", `${roles.guardian.holder}, at once; vetoes reports, pauses`],
    ...reporters.map((reporter, i) => [i === 0 ? "reporters" : "", reporter]),
    ["", `${quorum} of ${reporters.length} must sign`],
    ["cost", costText(plan)],
  ] as [string, string][];
  const width = Math.max(...facts.map(([name]) => name.length));
  return [
    `Deploy Stakespace from ${deployer}:`,
    ...facts.map(([name, text]) => `  ${name.padEnd(width)}  ${text}`),
    "",
    ...formatTable(["parameter", "value", "allowed"], parameterRows(parameters, token))
      .split("\n")
      .map((line) => `  ${line}`),
    "",
    ...warnings(plan),
  ];
}

function costText({ gas, gasPrice, balance }: DeployPlan): string {
  const coins = (wei: bigint): string => formatAmount(wei, 18, COIN_DIGITS);
  return (
    `about ${formatCount(gas)} gas, ${coins(gas * gasPrice)} of the chain's coin at ${formatAmount(gasPrice, GWEI_DIGITS, 3)} gwei; ` +
    `the deployer has ${coins(balance)}`
  );
}

function warnings({ gas, gasPrice, balance, roles, token, deployer }: DeployPlan): string[] {
  const lines: string[] = [];
  if (balance < gas * gasPrice) lines.push("Warning: the deployer cannot pay for all of it at this price.");
  if (token.address !== undefined && roles.governor.delay === 0) {
    lines.push("Warning: the governor acts at once, so that stakers cannot leave before what it changes.");
  }
  const atOnce = Object.values(roles).filter(({ holder }) => holder === deployer).length;
  if (token.address !== undefined && atOnce > 0) {
    lines.push("Warning: the deployer's key keeps a role; a multi-signature wallet is safer.");
  }
  return lines;
}
