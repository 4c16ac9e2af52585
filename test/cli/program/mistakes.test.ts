import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";

import { expect } from "chai";

import { runProgram } from "../../../scripts/cli/program/program.js";
import { freePort } from "../../../scripts/dev/web/freePort.js";
import { captured } from "../tasks/runner.js";
import { type LocalNode, startLocalNode } from "./localNode.js";
import { type Answers, startNodeWithoutAccounts, startStrangeNode } from "./strangeNode.js";

/** The node's second account, which has no tokens. */
const POOR = "0x59c6995e998f97a5a0044966f0945389dc9e86dae88c7a8412f4603b6b78690d";
const SOMEBODY = "0x70997970C51812dc3A010C7d01b50e0d17dc79C8";

interface Answered {
  readonly code: number;
  readonly stdout: string;
  readonly stderr: string;
}

/** What was typed, the code of the error, what is said, and what is said to do next. */
type Row = readonly [
  typed: string,
  code: string,
  message: RegExp | string,
  hint: RegExp | string,
  env?: NodeJS.ProcessEnv,
];

/** Mistakes with a good node. Words in quotes belong together. */
const ROWS: readonly Row[] = [
  // Commands and options.
  ["bids 1", "USAGE", "Unknown command 'bids'.", "Did you mean bid?"],
  ["stauts", "USAGE", "Unknown command 'stauts'.", "Did you mean status?"],
  ["status --modle 1", "USAGE", "Unknown option '--modle'.", "Did you mean --model?"],
  ["bid 1 --rate 0.5% --amuont 8", "USAGE", "Unknown option '--amuont'.", "Did you mean --amount?"],
  ["bid 1 2 --rate 0.5% --amount 8", "USAGE", /^Too many arguments/, "stakespace --help"],
  ["bid 1 --amount", "USAGE", /argument missing/, "stakespace --help"],
  [
    "status --network mien",
    "UNKNOWN_NETWORK",
    'There is no network "mien".',
    "Did you mean mine? Known are: mine, localhost.",
  ],
  ["status --rpc-url 127.0.0.1:8545", "BAD_ARGUMENT", "this is not the URL of a node", "http://"],
  ["status --deployment other", "NO_DEPLOYMENT", /^Stakespace is not deployed on chain 31337/, "deploy"],
  ["status --model 1 --holder 0", "BAD_ARGUMENT", "Both --model and --holder are given.", "one of them at a time"],
  ["bid 1 --model 1 --rate 0.5% --amount 8", "BAD_ARGUMENT", 'Both "1" and --model are given.', "once"],
  ["watch --json", "BAD_ARGUMENT", "watching has no end", "--once"],
  ["models --watch --json", "BAD_ARGUMENT", "--watch and --json", "exactly one object"],
  ["models --sort prize", "BAD_ARGUMENT", 'models have no "prize"', "Did you mean price?"],
  ["models --filter free", "BAD_ARGUMENT", "this is not a condition", "free>100"],
  ["model 1 --rounds none", "BAD_ARGUMENT", '--rounds "none"', "--help"],
  ["bid 1 --rate 0.5% --amount 8 --patience soon", "BAD_ARGUMENT", '--patience "soon": write a time', "--help"],
  // Models.
  ["bid --rate 0.5% --amount 8", "BAD_ARGUMENT", "--model is missing: name a model by its id or its name", "--help"],
  [
    "bid momentum7 --rate 0.5% --amount 8",
    "UnknownModelName",
    'There is no model "momentum7".',
    "Did you mean momentum-7?",
  ],
  ["status MOMENTUM-8", "UnknownModelName", 'There is no model "MOMENTUM-8".', "Did you mean momentum-7?"],
  ["bid 9 --rate 0.5% --amount 8", "UnknownModel", "There is no model 9; ids go from 1 to 1.", "stakespace status"],
  ["status 0", "BAD_ARGUMENT", "ids of models are whole numbers from 1", "--help"],
  ["register Momentum", "BAD_ARGUMENT", "1 to 31 characters of a-z", "--help"],
  ["register momentum-7 --yes", "NameTaken", 'The name "momentum-7" belongs to model 1', "choose another"],
  // Rates.
  ["bid 1 --rate 50% --amount 8", "BAD_ARGUMENT", "The highest rate there is is 3.968 %, not 50%.", "at most 3.968 %"],
  ["bid 1 --rate 0.5 --amount 8", "BAD_ARGUMENT", '--rate "0.5": this is not a percentage.', "0.5%"],
  ["bid 1 --rate 0.5% --tick 3 --amount 8", "BAD_ARGUMENT", "Both --rate and --tick are given.", "one of them"],
  ["bid 1 --amount 8", "BAD_ARGUMENT", "Neither --rate nor --tick is given.", "--rate 0.5%"],
  ["bid 1 --tick 128 --amount 8", "BAD_ARGUMENT", "name a tick from 0 to 127", "--help"],
  ["quote 1 --rate 0.5%", "BAD_ARGUMENT", "A rate is given, but no amount.", "--amount 100"],
  ["set-reserve 1", "NO_ADVICE", "0 rounds are too few to suggest one", "--rate 0.1%"],
  // Amounts.
  ["bid 1 --rate 0.5% --amount 1,000", "BAD_ARGUMENT", '--amount "1,000": write it without commas', "--help"],
  ["bid 1 --rate 0.5% --amount 1,5", "BAD_ARGUMENT", '--amount "1,5": write it without commas', "--help"],
  ["bid 1 --rate 0.5% --amount ten", "AMOUNT_NOT_A_NUMBER", '"ten" is not a token amount', "0.5"],
  ["bid 1 --rate 0.5% --amount 0", "ZeroAmount", "The amount is zero.", "above zero"],
  ["bid 1 --rate 0.5% --amount 0.0000000000000000001", "AMOUNT_TOO_PRECISE", "has 19 digits after the point", "18th"],
  ["bid 1 --rate 0.5% --amount 999999999999999999999999", "AMOUNT_TOO_LARGE", "fit into 128 bits", "smaller"],
  ["bid 1 --tick 3 --amount 0.5", "PositionBelowMinBid", "less than the minimum of 1.00 STAKE", "at least the minimum"],
  [
    "bid 1 --rate 0.5% --amount 5 --yes",
    "ERC20InsufficientBalance",
    "has 0 STAKE, the action needs 5 STAKE",
    "stakespace mint --amount 5 --to",
    { STAKESPACE_PRIVATE_KEY: POOR },
  ],
  ["withdraw 1 --amount 90", "POSITION_TOO_SMALL", "is worth 50 STAKE, less than 90 STAKE", "leave --amount out"],
  ["withdraw 1 --tick 4", "NO_POSITION", "has no stake on model 1 at tick 4", "status --holder"],
  ["raise 1 --tick 2", "NOT_A_RAISE", "is not higher", '"move"'],
  ["move 1 --tick 79", "SameTick", "Both ticks of the move are 79.", "two different ticks"],
  [
    "plan 500 --tick 79 --models 1 --most 0.1",
    "NO_SPACE",
    "No model has 1 STAKE or more of space",
    "models --sort free",
  ],
  // Accounts and keys.
  [`status --holder ${SOMEBODY.replace("C8", "c8")}`, "BAD_ARGUMENT", "its checksum is wrong", "--help"],
  [
    `status --holder ${SOMEBODY.slice(0, -1)}`,
    "BAD_ARGUMENT",
    "has 40 hexadecimal digits after 0x; here are 39",
    "--help",
  ],
  ["status --holder alice", "BAD_ARGUMENT", "by its place on the node or its address", "--help"],
  ["mint 5 --from 99", "UNKNOWN_ACCOUNT", /^"99" is not one of the \d+ accounts/, "0 to"],
  ["transfer 1 --to 0", "BAD_ARGUMENT", "The model would go to its sender.", "--to"],
  [
    "mint 5",
    "BAD_KEY",
    /^STAKESPACE_PRIVATE_KEY is no private key: it has 4 characters/,
    "whole key",
    { STAKESPACE_PRIVATE_KEY: "0x12" + "34" },
  ],
  [
    "mint 5",
    "BAD_KEY",
    "its number is not one a key can have",
    "whole key",
    { STAKESPACE_PRIVATE_KEY: "0".repeat(64) },
  ],
  ["set-reserve 1 --tick 3 --yes", "NotModelOwner", "does not own model 1", "--from", { STAKESPACE_PRIVATE_KEY: POOR }],
  ["transfer 1 --from 5 --to 6", "ERC721InsufficientApproval", /may not give model 1 away/, "--from"],
  ["collect-rent 1", "NO_RENT", "Model 1 has no rent to collect.", "above 0"],
  ["collect-rent", "NO_RENT", /owns no model/, "Rent is paid", { STAKESPACE_PRIVATE_KEY: POOR }],
  // Guardian and governor.
  ["guardian paus", "USAGE", "Unknown command 'paus'.", "Did you mean pause?"],
  ["guardian unpause", "NOTHING_TO_CHANGE", "It is not paused.", "Nothing is left to do."],
  ["guardian veto", "NO_REPORT_PENDING", "No report is pending for round 1.", "stakespace status"],
  [
    "guardian pause",
    "ROLE_MISSING",
    "is not the guardian, who alone may do this.",
    "--calldata",
    { STAKESPACE_PRIVATE_KEY: POOR },
  ],
  ["governor resume", "NotInRecess", "Round 1 is not in recess", "not reported"],
  ["governor parameters --set luck=1", "BAD_ARGUMENT", '--set "luck=1": name what to change', "There are: "],
  [
    "governor parameters --set limitGain=400",
    "ParameterOutOfBounds",
    /^The parameter limitGain/,
    "status --parameters",
  ],
  ["governor treasury --amount 5", "BAD_ARGUMENT", "--to is missing: name who gets it", "--help"],
  [`governor treasury --cancel --amount 5 --to ${SOMEBODY}`, "NOT_SCHEDULED", "nothing to cancel", "same values"],
  // The round, and the answer.
  ["expire", "TooEarly", /^Round 1 may be closed without a report from .* to go\)\.$/, "Wait until then"],
  ["mint 5", "NOT_CONFIRMED", "there is no terminal to ask at", "--yes"],
];

/** Mistakes of nodes. */
const NODES: readonly (readonly [
  what: string,
  how: Answers | number | string,
  typed: string,
  code: string,
  message: RegExp | string,
])[] = [
  ["that is asked too often", 429, "status", "NODE_UNREACHABLE", "it has too many requests (429)"],
  ["that has an error of its own", 503, "status", "NODE_UNREACHABLE", "it answers with 503"],
  ["that is some web server", "<html>hello</html>", "status", "NODE_UNREACHABLE", /No node answers for the network/],
  ["that hangs", { eth_chainId: undefined }, "status", "NODE_UNREACHABLE", "no answer within 0.5 s"],
  [
    "that hangs later",
    { eth_chainId: "0x7a69", eth_getCode: undefined },
    "status",
    "NODE_UNREACHABLE",
    /did not answer: it took too long/,
  ],
  [
    "of a chain where Stakespace is not",
    { eth_chainId: "0x1" },
    "status",
    "NO_DEPLOYMENT",
    "No deployment of Stakespace is known on chain 1.",
  ],
  [
    "of a stranger, without the contracts",
    { eth_chainId: "0x7a69", eth_getCode: "0x" },
    "status",
    "DEPLOYMENT_GONE",
    /has no contract at 0x/,
  ],
  [
    "of a stranger, with other contracts there",
    { eth_chainId: "0x7a69", eth_getCode: "0x60", eth_call: "0x" },
    "status",
    "NOT_STAKESPACE",
    "does not answer as Stakespace does",
  ],
  [
    "of a chain that lacks an instruction",
    { eth_chainId: "0x7a69", eth_getCode: "0x60", eth_call: new Error("invalid opcode: MCOPY") },
    "status",
    "CHAIN_LACKS_OPCODE",
    "does not know an instruction",
  ],
];

describe("mistakes", function () {
  this.timeout(60_000);
  let node: LocalNode;
  let folder: string;

  before(async () => {
    node = await startLocalNode();
    folder = mkdtempSync(join(tmpdir(), "stakespace-mistakes-"));
    writeFileSync(join(node.folder, "stakespace.json"), JSON.stringify({ networks: { mine: { rpcUrl: node.url } } }));
    const bid = await type("bid 1 --tick 79 --amount 50 --yes");
    expect(bid.code).to.equal(0);
  });
  after(async () => {
    await node.stop();
    rmSync(folder, { recursive: true });
  });

  /** Types a command; Ctrl+C and questions are nobody's here. */
  async function type(line: string, env: NodeJS.ProcessEnv = {}, where = node.folder): Promise<Answered> {
    const around = { STAKESPACE_RPC_URL: node.url, STAKESPACE_STATE: join(folder, "state"), NO_COLOR: "1", ...env };
    return captured(async () => ({ code: await runProgram(line.split(" "), { env: around, folder: where }) }));
  }

  it("are at least 40", () => {
    expect(ROWS.length + NODES.length).to.be.at.least(60);
    expect(new Set(ROWS.map(([typed, , , , env]) => `${typed} ${JSON.stringify(env)}`)).size).to.equal(ROWS.length);
  });

  for (const [typed, code, message, hint, env] of ROWS) {
    it(`${typed.slice(0, 70)}: ${code}`, async () => {
      const { code: exit, stdout, stderr } = await type(typed, env);
      expect(exit, stderr).to.equal(1);
      const [headline, ...rest] = stderr
        .slice(stderr.indexOf("Error: ") + "Error: ".length)
        .trimEnd()
        .split("\n");
      check(headline!, message);
      check(rest.join("\n"), hint);
      expect(stderr).not.to.match(/^ {4}at /m);
      // Programs get the same.
      const isAsked = typed.includes("--json");
      if (!isAsked) expect(stdout).to.equal("");
      const asked = typed.replace(/^(?:(?:guardian|governor) )?\S+/, "$& --json");
      const again = isAsked ? stdout : (await type(asked, env)).stdout;
      const { error } = JSON.parse(again) as { error: Record<string, string> };
      expect(error["code"]).to.equal(code);
      expect(error["message"]).to.equal(headline);
      expect(error["hint"]).to.equal(rest.join("\n"));
    });
  }

  for (const [what, how, typed, code, message] of NODES) {
    it(`a node ${what}: ${code}`, async () => {
      const strange = await startStrangeNode(how);
      try {
        const env = { STAKESPACE_RPC_URL: strange.url, STAKESPACE_RPC_TIMEOUT: "0.5" };
        const { code: exit, stdout, stderr } = await type(`${typed} --json`, env, folder);
        expect(exit).to.equal(1);
        const { error } = JSON.parse(stdout) as { error: Record<string, string> };
        expect(error["code"], stderr).to.equal(code);
        check(error["message"]!, message);
        expect(error["hint"]).to.be.a("string");
        expect(stderr).not.to.match(/^ {4}at /m);
      } finally {
        await strange.stop();
      }
    });
  }

  it("a port at which nobody listens", async () => {
    const url = `http://127.0.0.1:${await freePort()}`;
    const { stderr } = await type("status", { STAKESPACE_RPC_URL: url });
    expect(stderr).to.match(
      /^Error: No node answers for the network "127\.0\.0\.1:\d+": ECONNREFUSED\.\nName one with --rpc-url URL/,
    );
  });

  it("no key, at a node that has none: NO_KEY", async () => {
    // The node is ours but for its accounts.
    const hidden = await startNodeWithoutAccounts(node.url);
    try {
      const { stderr, code } = await type("mint 5", { STAKESPACE_RPC_URL: hidden.url });
      expect(code).to.equal(1);
      expect(stderr).to.contain("There is no key to sign with").and.contain("STAKESPACE_PRIVATE_KEY");
    } finally {
      await hidden.stop();
    }
  });

  it("a file of settings with a slip of the hand: BAD_SETTINGS, with its entry", async () => {
    writeFileSync(join(folder, "stakespace.json"), '{"networks": {"mine": {"rpcURL": "http://x.example"}}}');
    const { stderr } = await type("status --network mine", { STAKESPACE_RPC_URL: "" }, folder);
    expect(stderr).to.match(/Error: .*stakespace\.json: networks\.mine/);
    rmSync(join(folder, "stakespace.json"));
  });

  it("a rate below the reserve is warned of, with what it would mean", async () => {
    const snapshot = await node.request("evm_snapshot");
    await type("set-reserve 1 --rate 1% --yes");
    // It counts from the next round on, which opens when this one has expired.
    await node.request("evm_increaseTime", [40 * 86_400]);
    await node.request("evm_mine");
    expect((await type("expire --yes")).code).to.equal(0);
    const { stdout, code } = await type("bid 1 --rate 0.5% --amount 8 --dry-run");
    expect(code).to.equal(0);
    expect(stdout)
      .to.contain("Warning: this is below the model's reserve, tick 96 (1.024 %)")
      .and.contain("Nothing was sent.");
    await node.request("evm_revert", [snapshot]);
  });

  it("expire in recess: IN_RECESS, and a withdrawal while the book is frozen: StakeLocked", async () => {
    const snapshot = await node.request("evm_snapshot");
    await node.request("evm_increaseTime", [4 * 86_400]);
    await node.request("evm_mine");
    expect((await type("withdraw 1")).stderr).to.match(/Error: (The book of model 1 is frozen|Bidding closed)/);
    for (let round = 0; round < 3; ++round) {
      await node.request("evm_increaseTime", [40 * 86_400]);
      await node.request("evm_mine");
      expect((await type("expire --yes")).code).to.equal(0);
    }
    expect((await type("expire")).stderr).to.match(/^Error: Round 4 is in recess: it does not close/);
    await node.request("evm_revert", [snapshot]);
  });

  it("shows a stack with --trace only", async () => {
    const strange = await startStrangeNode({ eth_chainId: "0x7a69", eth_getCode: "0x60", eth_call: "not hexadecimal" });
    try {
      const env = { STAKESPACE_RPC_URL: strange.url };
      expect((await type("status", env, folder)).stderr).not.to.match(/^ {4}at /m);
      process.argv.push("--trace");
      expect((await type("status --trace", env, folder)).stderr).to.match(/^ {4}at /m);
    } finally {
      process.argv.pop();
      await strange.stop();
    }
  });
});

function check(found: string, expected: RegExp | string): void {
  if (typeof expected === "string") expect(found).to.contain(expected);
  else expect(found).to.match(expected);
}
