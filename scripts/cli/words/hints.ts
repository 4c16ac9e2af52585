import { divUp } from "#twin";
import { type StakespaceError, formatTime } from "#lib";
import type { Run } from "./call.js";

type Facts = Readonly<Record<string, unknown>>;

/** What to do next about errors of the other wings, which know no command: by code, alphabetical. */
const HINTS: Readonly<Record<string, (facts: Facts, run: Run) => string>> = {
  ADMIN_NEEDED: () => "Name the admin, best a multi-signature wallet, with --admin ADDRESS.",
  ALREADY_DEPLOYED: (_facts, run) =>
    `Look at it with: ${run("status")}. Another one, which commands find instead of it: ${run("deploy --reset")}`,
  COPY_CHANGED: () =>
    "Either this copy is damaged or the report is wrong; only the chain's report can tell. Leave out --offline.",
  DEPLOYMENT_GONE: (_facts, run) =>
    `A local node forgets everything when it stops. Deploy again with: ${run("deploy")}`,
  DEPLOYMENT_UNREADABLE: (_facts, run) => `Restore it, or deploy again with: ${run("deploy --reset")}`,
  ERC20InsufficientBalance: (facts, run) =>
    facts["testToken"] === true
      ? `Make some: ${run(`mint --amount ${divUp(facts["lack"] as bigint, 10n ** BigInt(facts["decimals"] as number))} --to ${text(facts["payer"])}`)}`
      : "Name a smaller amount, or get tokens.",
  INSUFFICIENT_FUNDS: () => "Send it some of the chain's own currency, or send from another account with --from.",
  InvalidQuorum: (facts) =>
    `Name with --quorum a number from 1 to that of the reporters, and with --reporters at most ${text(facts["maximum"])}.`,
  NODE_UNREACHABLE: (_facts, run) =>
    `Start one in another terminal with: ${run("node --hostname 127.0.0.1")}. Or name another network with --network.`,
  NOTHING_TO_SKIP: (_facts, run) => `${run("status")} shows what comes next.`,
  NOT_A_LOCAL_NODE: () => "Leave out --travel; run the command again when the time has come.",
  NOT_A_TOKEN: () => "Name the address of an ERC-20 on this chain with --token, or another chain with --network.",
  NOT_FINITE: () => "Nothing was posted. Look for the cause in the round folder with: npm run score -- --round DIR",
  NOT_SETTLED: (_facts, run) => `Settle every model first: ${run("settle")}`,
  NO_DEPLOYMENT: (facts, run) => {
    if (facts["inProcess"] === true) {
      return "This chain lives inside the command and starts empty each time. Use a node: --network localhost";
    }
    const others = facts["others"] as readonly string[];
    const known = others.length === 0 ? "" : ` There are records of: ${others.join(", ")}.`;
    return `Deploy it with: ${run("deploy")}.${known}`;
  },
  NO_POSITION: (facts, run) => `See what it has with: ${run(`status --holder ${text(facts["holder"])}`)}`,
  NO_REPORT: () => "Is this the right deployment? Add --offline to check the bundle alone.",
  NO_REPORT_PENDING: (_facts, run) =>
    `Propose one first: ${run("oracle run")}. ${run("status")} shows where the round stands.`,
  OTHER_DEPLOYMENT: () => "Name the bundle's network with --network and its deployment with --deployment.",
  PAYOUT_FACTOR_LOW: (facts, run) => {
    const { lack, lackForAll } = facts as { lack: bigint; lackForAll: bigint };
    const go = "To propose it as it is: --accept-low-payout.";
    if (lackForAll === 0n) return `No treasury would change that; payoutThreshold in the settings would. ${go}`;
    const fund = (assets: bigint): string =>
      run(`fund-treasury --amount ${divUp(assets, 10n ** BigInt(facts["decimals"] as number))}`);
    const enough = lack > 0n && lack < lackForAll ? `Give it enough for that: ${fund(lack)}. ` : "";
    return `${enough}For payment in full: ${fund(lackForAll)}. ${go}`;
  },
  REPORTERS_NEEDED: () => "Name the reporters' addresses with --reporters, with commas between them.",
  ROUND_NOT_REPORTABLE: (facts, run) => {
    switch (facts["phase"]) {
      case "Pending":
        return `It may be made final from ${time(facts["finalFrom"])} on: ${run("oracle finish")}`;
      case "Overdue":
        return `Close it without a report: ${run("expire")}`;
      case "Recess":
        return "The governor or a quorum of reporters must resume the round first.";
      default:
        return `Run the oracle again from ${time(facts["reportFrom"])} on. On a local node: ${run("skip-time --until report")}, or add --travel`;
    }
  },
  TOO_EARLY: (facts) => `Run the command again from ${time(facts["from"])} on; on a local node add --travel.`,
  TooEarly: (_facts, run) => `Wait until then; on a local node: ${run("skip-time --until deadline")}`,
  UNKNOWN_ACCOUNT: (facts, run) => {
    const accounts = facts["accounts"] as number;
    return accounts === 0
      ? `Configure accounts for the network in hardhat.config.ts; keys belong in the keystore: ${run("keystore set NAME")}.`
      : `Name one by its place, 0 to ${accounts - 1}, or by its address.`;
  },
  UnknownModel: (_facts, run) => `${run("status")} lists the models; register one with: ${run("register --name NAME")}`,
  UnknownModelName: (facts, run) => `${text(facts["suggestion"] ?? "")}${run("status")} lists the models.`,
  WRONG_CHAIN: (facts) =>
    facts["found"] === undefined
      ? `Name the network of chain ${text(facts["chainId"])} with --network, or leave out --deployment.`
      : "Connect to the deployment's chain with --network; a signature for another chain counts for nothing.",
};

/** What to do next about an error that does not say so itself; undefined where nobody knows. */
export function hintFor({ code, facts }: StakespaceError, run: Run): string | undefined {
  return code !== undefined && Object.hasOwn(HINTS, code) ? HINTS[code]!(facts, run) : undefined;
}

function time(moment: unknown): string {
  return formatTime(Number(moment));
}

function text(value: unknown): string {
  return String(value);
}
