import { HISTORY } from "../history/table.js";
import { commandsFor, type OptionSpec } from "../spec.js";

const ROUND = {
  name: "round",
  description: "The round's folder: predictions.parquet or .csv, targets.csv, exposures.csv",
};
const BUNDLES = {
  name: "bundles",
  description:
    "Folder where bundles are kept, one folder per round; a folder of the deployment's own in build/bundles unless named",
};
const TRAVEL = {
  name: "travel",
  description: "Move a local node's clock forward, also out of the bidding, instead of refusing to be early",
  flag: true,
} as const;

const SETTINGS = {
  name: "settings",
  description: "JSON file with the oracle's configuration; the defaults unless named",
};

const PAYOUT: readonly OptionSpec[] = [
  {
    name: "minPayoutFactor",
    description: "The lowest payout factor to propose; below it the command says what to fund",
    defaultValue: "0.1",
  },
  { name: "acceptLowPayout", description: "Propose it however low the payout factor is", flag: true },
];

/** How a reporter meets the others. */
const OPERATING = [
  BUNDLES,
  SETTINGS,
  HISTORY,
  {
    name: "exchange",
    description: "Folder where signatures are kept; one of the deployment's own in build/exchange unless named",
  },
  {
    name: "peers",
    description:
      "Where the other reporters' signatures are: URLs of their watches, or shared folders, with commas between",
  },
  { name: "nodes", description: "URLs of further nodes of the chain, to fall back on, with commas between" },
  { name: "signer", description: "URL of a program that keeps the keys and signs, e.g. web3signer or Clef" },
  {
    name: "depth",
    description: "Blocks on top of one that is signed from, where the chain does not say which are finalized",
  },
  ...PAYOUT,
] as const;

const STORE = {
  name: "store",
  description:
    "Folder of submissions that owners handed in; one of the deployment's own in build/submissions unless named",
};
const PEERS = { name: "peers", description: "Endpoints of the other reporters, with commas between them" };

/** The oracle's commands. */
export const ORACLE_COMMANDS = commandsFor("operators", [
  {
    name: "oracle receive",
    description: "Take submissions over HTTP, give receipts, and exchange them with the other reporters",
    options: [
      { name: "rounds", description: "Folder of round folders, round-0001 and so on, each with its exposures.csv" },
      { name: "reporter", description: "Account of the reporter, by place or address: signs receipts and requests" },
      STORE,
      PEERS,
      { name: "host", description: "Address to listen at", defaultValue: "127.0.0.1" },
      { name: "port", description: "Port to listen at", defaultValue: "8646" },
      { name: "every", description: "How often the other reporters are asked", defaultValue: "1m" },
    ],
    sends: false,
    needsHardhat: true,
    load: () => import("./receive.js"),
  },
  {
    name: "oracle collect",
    description: "Make the predictions of the open round's folder from what was handed in, with round.json",
    options: [
      { name: "round", description: "The round's folder, which has its exposures.csv" },
      { name: "tournament", description: "Whose rounds these are, as round.json says" },
      {
        name: "files",
        description: "Folder of files NAME.csv or NAME.parquet, for tournaments that collect otherwise",
      },
      STORE,
      PEERS,
      HISTORY,
      { name: "reporter", description: "Account of the reporter who asks them, by place or address" },
      { name: "asOf", description: "What the exposures are of, for round.json, e.g. 2026-11-26" },
      { name: "resolves", description: "From when on targets can be known, for round.json" },
    ],
    sends: false,
    needsHardhat: true,
    load: () => import("./collect.js"),
  },
  {
    name: "oracle seal",
    description: "Before the lock: seal the submissions of the open round, so that nobody can hand in afterwards",
    options: [
      { name: "round", description: "The round's folder: predictions.parquet or .csv, exposures.csv" },
      SETTINGS,
      HISTORY,
    ],
    sends: true,
    needsHardhat: true,
    load: () => import("./seal.js"),
  },
  {
    name: "oracle receipt",
    description: "Prove that a model's submission is in the seal of the open round",
    options: [
      { name: "model", description: "The model's name" },
      { name: "round", description: "The round's folder, with the predictions as they were handed in" },
      HISTORY,
    ],
    sends: false,
    needsHardhat: true,
    load: () => import("./receipt.js"),
  },
  {
    name: "oracle run",
    description: "Score the locked round, have the report signed and propose it; with --travel also finish the round",
    options: [ROUND, BUNDLES, SETTINGS, HISTORY, TRAVEL, ...PAYOUT],
    sends: true,
    needsHardhat: true,
    load: () => import("./run.js"),
  },
  {
    name: "oracle finish",
    description: "After the challenge period: make the pending report final and settle every model with stake",
    options: [TRAVEL],
    sends: true,
    needsHardhat: true,
    load: () => import("./finish.js"),
  },
  {
    name: "oracle verify",
    description: "Recompute a published sheet from its bundle, byte for byte, and compare it with the chain's report",
    options: [
      {
        name: "bundle",
        description:
          "The bundle's folder; that of the pending or last reported round, as oracle run wrote it, unless named",
      },
      HISTORY,
      { name: "offline", description: "Do not ask the chain which bundle was signed", flag: true },
    ],
    sends: false,
    needsHardhat: true,
    load: () => import("./verify.js"),
  },
  {
    name: "oracle audit",
    description:
      "Recompute the pending report while it can be vetoed; exit code 2 if it is wrong, 3 if nobody can tell",
    options: [
      {
        name: "bundles",
        description: "Folders of bundles, with commas between them; those of oracle run unless named",
      },
      HISTORY,
      { name: "round", description: "Your own round folder, which must give the same report" },
      { name: "settings", description: "JSON file with the configuration it must be made with; any unless named" },
      { name: "webhook", description: "Where an alert is posted to, as JSON" },
      { name: "veto", description: "Veto a report that is wrong, as the guardian", flag: true },
      {
        name: "every",
        description: "Go on for ever, with this time between two looks, e.g. 10m; a JSON line a finding",
      },
    ],
    sends: true,
    needsHardhat: true,
    load: () => import("./audit.js"),
  },
  {
    name: "oracle sign",
    description: "Make the open round's seal or report alone, compare it with what others signed, and sign it",
    options: [ROUND, ...OPERATING],
    sends: true,
    needsHardhat: true,
    load: () => import("./sign.js"),
  },
  {
    name: "oracle propose",
    description: "Submit the open round's seal or report that enough reporters have signed",
    options: [
      ROUND,
      ...OPERATING,
      { name: "again", description: "Also propose a sheet that the guardian vetoed", flag: true },
    ],
    sends: true,
    needsHardhat: true,
    load: () => import("./propose.js"),
  },
  {
    name: "oracle watch",
    description: "Look after rounds until stopped: seal, settle, sign, propose, finalize, whatever is to be done next",
    options: [
      { name: "rounds", description: "The folder with the folders of rounds: round-0001, round-0002, …" },
      ...OPERATING,
      { name: "once", description: "End when nothing is left to do now", flag: true },
      TRAVEL,
      { name: "again", description: "Also propose a sheet that the guardian vetoed", flag: true },
      {
        name: "execute",
        description: "Also execute what the sender has scheduled as governor, when its delay is over",
        flag: true,
      },
      { name: "interval", description: "Time between looks at the chain", defaultValue: "30s" },
      {
        name: "turn",
        description:
          "How long the second in the order waits for the first before it pays; the third waits three times that",
        defaultValue: "120s",
      },
      {
        name: "sealLead",
        description: "How long before the lock the seal begins to follow what is handed in after the first",
        defaultValue: "2h",
      },
      {
        name: "listen",
        description: "Host and port to serve /health, /metrics, signatures and submissions at, e.g. 127.0.0.1:9464",
      },
      {
        name: "submissions",
        description:
          "Take submissions of owners, keep them in this folder, exchange them with --peers, and make the rounds' predictions from them",
      },
      {
        name: "tournament",
        description: "Whose rounds these are, for the round.json of what came in; that of the settings unless named",
      },
      { name: "log", description: "How the log looks: pretty or json", defaultValue: "pretty" },
    ],
    sends: true,
    needsHardhat: true,
    load: () => import("./watch.js"),
  },
]);
