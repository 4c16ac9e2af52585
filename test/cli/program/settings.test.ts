import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";

import { expect } from "chai";

import { keyOf, type Named, placeOf } from "../../../scripts/cli/program/settings.js";
import { StakespaceError } from "../../../scripts/lib/errors.js";

const KEY = "ac0974bec39a17e36ba4a6b4d238ff944bacb478cbed5efcae784d7bf4f2ff80";

async function refusalOf(work: () => unknown): Promise<StakespaceError> {
  try {
    await work();
  } catch (error) {
    if (error instanceof StakespaceError) return error;
    throw error;
  }
  throw new Error("nothing was refused");
}

describe("the command's settings", () => {
  let folder: string;

  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), "stakespace-settings-"));
  });

  afterEach(() => {
    rmSync(folder, { recursive: true });
  });

  const place = (named: Named = {}, env: NodeJS.ProcessEnv = {}) => placeOf(named, env, folder);
  const write = (settings: unknown): void => {
    writeFileSync(join(folder, "stakespace.json"), typeof settings === "string" ? settings : JSON.stringify(settings));
  };

  it("name the node on this machine where nothing else is named", async () => {
    expect(await place()).to.deep.equal({ name: "localhost", rpcUrl: "http://127.0.0.1:8545" });
  });

  it("take the command line before the environment before the file", async () => {
    write({
      network: "mine",
      networks: { mine: { rpcUrl: "https://mine.example" }, other: { rpcUrl: "https://o.example" } },
    });
    expect((await place()).rpcUrl).to.equal("https://mine.example");
    expect((await place({}, { STAKESPACE_NETWORK: "other" })).rpcUrl).to.equal("https://o.example");
    expect((await place({ network: "mine" }, { STAKESPACE_NETWORK: "other" })).rpcUrl).to.equal("https://mine.example");
    expect((await place({}, { STAKESPACE_RPC_URL: "http://e.example" })).rpcUrl).to.equal("http://e.example");
    expect((await place({ network: "mine" }, { STAKESPACE_RPC_URL: "http://e.example" })).name).to.equal("mine");
    expect((await place({ rpcUrl: "http://a.example:1" }, { STAKESPACE_RPC_URL: "http://e.example" })).name).to.equal(
      "a.example:1",
    );
  });

  for (const rpcUrl of ["", "127.0.0.1:8545", "ftp://x", "http://", "https://[x"]) {
    it(`refuse "${rpcUrl}" as a node`, async () => {
      expect(await refusalOf(() => place({ rpcUrl }))).to.include({
        code: "BAD_ARGUMENT",
        message: `--rpc-url "${rpcUrl}": this is not the URL of a node.`,
      });
    });
  }

  it("refuse a network that nobody knows, and say which are known", async () => {
    write({ networks: { mine: { rpcUrl: "https://mine.example" } } });
    for (const network of ["mien", "constructor"]) {
      const refusal = await refusalOf(() => place({ network }));
      expect(refusal).to.include({ code: "UNKNOWN_NETWORK", message: `There is no network "${network}".` });
      expect(refusal.hint).to.contain("Known are: mine, localhost.");
    }
  });

  for (const [settings, message] of [
    ["{", "stakespace.json: "],
    [{ networks: { a: { rpcUrl: "nowhere" } } }, "stakespace.json: networks.a.rpcUrl: this is not a URL."],
    [{ networks: {}, netwrok: "a" }, 'there is no entry "netwrok"'],
    [{ networks: { a: { rpcUrl: "http://a.example", addresses: { token: "0x1" } } } }, "networks.a.addresses."],
  ] as const) {
    it(`refuse ${JSON.stringify(settings)} as a file, and name the entry`, async () => {
      write(settings);
      const refusal = await refusalOf(() => place());
      expect(refusal.code).to.equal("BAD_SETTINGS");
      expect(refusal.message).to.contain(message);
    });
  }

  it("take a key from the environment, with or without 0x, and none where there is none", () => {
    const address = "0xf39Fd6e51aad88F6F4ce6aB8827279cffFb92266";
    expect(keyOf({ STAKESPACE_PRIVATE_KEY: KEY })?.address).to.equal(address);
    expect(keyOf({ STAKESPACE_PRIVATE_KEY: `0x${KEY}` })?.address).to.equal(address);
    expect(keyOf({})).to.equal(undefined);
    expect(keyOf({ STAKESPACE_PRIVATE_KEY: "" })).to.equal(undefined);
  });

  for (const key of ["secret", KEY.slice(1), `${KEY}0`, "0".repeat(64), "f".repeat(64)]) {
    it(`refuse a key that is none, of ${key.length} characters, without showing it`, async () => {
      const refusal = await refusalOf(() => keyOf({ STAKESPACE_PRIVATE_KEY: key }));
      expect(refusal.code).to.equal("BAD_KEY");
      expect(`${refusal.message} ${refusal.hint ?? ""} ${String(refusal.cause)}`).not.to.contain(key);
    });
  }
});
