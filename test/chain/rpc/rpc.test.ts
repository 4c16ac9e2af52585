import { spawnSync } from "node:child_process";
import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";

import { expect } from "chai";
import { HDNodeWallet, keccak256, parseEther, Transaction } from "ethers";
import { network } from "hardhat";

import { CarefulSigner } from "../../../scripts/chain/rpc/carefulSigner.js";
import { Journal } from "../../../scripts/chain/rpc/journal.js";
import { PatientProvider } from "../../../scripts/chain/rpc/patientProvider.js";
import { SILENT } from "../../../scripts/chain/talk.js";
import { writeWhole } from "../../../scripts/chain/wholeFile.js";
import { StakespaceError } from "../../../scripts/lib/errors.js";
import { type Fault, type FaultyProxy, startProxy } from "./faultyProxy.js";

const MNEMONIC = "test test test test test test test test test test test junk";
const key = HDNodeWallet.fromPhrase(MNEMONIC, undefined, "m/44'/60'/0'/0/9");
const RECEIVER = "0x00000000000000000000000000000000000000aa";
const PAUSE = (): Promise<void> => Promise.resolve();

describe("nodes as they are", () => {
  let node: Awaited<ReturnType<typeof network.createServer>>;
  let proxy: FaultyProxy;
  let folder: string;
  const providers: PatientProvider[] = [];

  const provider = (urls = [proxy.url], chainId = 31_337, said: string[] = []): PatientProvider => {
    const made = new PatientProvider(urls, chainId, {
      timeout: 2_000,
      pause: PAUSE,
      talk: { ...SILENT, say: (line) => said.push(line) },
    });
    providers.push(made);
    return made;
  };
  const direct = async (method: string, params: unknown[] = []): Promise<unknown> =>
    provider([target]).send(method, params);
  let target: string;

  before(async () => {
    node = await network.createServer({ network: "default" }, "127.0.0.1");
    const { address, port } = await node.listen();
    target = `http://${address}:${port}`;
    proxy = await startProxy(target);
    folder = mkdtempSync(join(tmpdir(), "rpc-"));
  });
  afterEach(async () => {
    proxy.fault = () => "none";
    for (const made of providers.splice(0)) made.destroy();
    await direct("evm_setAutomine", [true]);
    for (const made of providers.splice(0)) made.destroy();
  });
  after(async () => {
    await proxy.close();
    await node.close();
    rmSync(folder, { recursive: true });
  });

  describe("a patient provider", () => {
    for (const fault of ["drop", "lose", "repeat", "limit", 429, 500] as Fault[]) {
      it(`gets its answer after ${fault}`, async () => {
        let left = 3;
        proxy.fault = () => (left-- > 0 ? fault : "none");
        expect(await provider().getBlockNumber()).to.be.at.least(0);
      });
    }

    it("asks for many things at once", async () => {
      const before = proxy.count();
      const patient = provider();
      await Promise.all(
        Array.from({ length: 40 }, (_, place) => patient.getBalance(key.address, place === 0 ? 0 : "latest")),
      );
      expect(proxy.count() - before).to.be.at.most(3);
    });

    it("goes to the next URL, and stays there", async () => {
      const said: string[] = [];
      const patient = provider(["http://127.0.0.1:9/secret", proxy.url], 31_337, said);
      await patient.getBlockNumber();
      await patient.getBlockNumber();
      expect(said).to.have.length(1);
      expect(said[0]).to.contain("127.0.0.1:9: it cannot be reached").and.not.to.contain("secret");
    });

    it("gives up with the reason, and names a node of another chain", async () => {
      proxy.fault = () => 500;
      expect((await errorOf(provider().getBlockNumber())).message).to.contain("an error of its own (500)");
      proxy.fault = () => "none";
      const error = await errorOf(provider([proxy.url], 1).getBlockNumber());
      expect(error.code).to.equal("WRONG_CHAIN");
      expect(error.message).to.contain("is a node of chain 31337, not of chain 1");
    });

    it("leaves out a node of another chain while there is one of this", async () => {
      const said: string[] = [];
      const other = await network.createServer({ network: "default", override: { chainId: 5 } }, "127.0.0.1");
      try {
        const { address, port } = await other.listen();
        const foreign = `http://${address}:${port}`;
        expect(await provider([foreign, proxy.url], 31_337, said).getBlockNumber()).to.be.at.least(0);
        expect(said).to.deep.equal([`${address}:${port}: it is a node of another chain; trying again.`]);
        proxy.fault = () => 500;
        expect((await errorOf(provider([proxy.url, foreign]).getBlockNumber())).code).to.equal("NODE_UNREACHABLE");
        expect((await errorOf(provider([foreign]).getBlockNumber())).code).to.equal("WRONG_CHAIN");
      } finally {
        await other.close();
      }
    });

    it("hands on what a node says of the request itself", async () => {
      const before = proxy.count();
      await provider()
        .send("eth_noSuchMethod", [])
        .then(
          () => expect.fail("it was answered"),
          (error: unknown) => expect(String(error)).to.match(/eth_noSuchMethod|not supported|not found/i),
        );
      expect(proxy.count() - before).to.be.at.most(2);
    });
  });

  describe("a careful signer", () => {
    const signer = (journal = new Journal(), patience = 60_000): CarefulSigner =>
      new CarefulSigner(key, provider(), { journal, patience, interval: 50 });
    const received = async (): Promise<bigint> =>
      BigInt((await direct("eth_getBalance", [RECEIVER, "latest"])) as string);
    const used = async (): Promise<number> => Number(await direct("eth_getTransactionCount", [key.address, "latest"]));

    for (const fault of ["drop", "lose", "repeat", 500, "limit"] as Fault[]) {
      it(`pays once where sending meets ${fault}`, async () => {
        const [before, nonce] = [await received(), await used()];
        let left = 2;
        proxy.fault = (calls) =>
          calls.some(({ method }) => method === "eth_sendRawTransaction") && left-- > 0 ? fault : "none";
        const sent = await signer().sendTransaction({ to: RECEIVER, value: 5n });
        expect((await sent.wait())?.status).to.equal(1);
        expect((await received()) - before).to.equal(5n);
        expect((await used()) - nonce).to.equal(1);
      });
    }

    it("replaces a transaction that does not come by one with a higher fee", async () => {
      await direct("evm_setAutomine", [false]);
      const [before, nonce] = [await received(), await used()];
      const journal = new Journal();
      const sending = signer(journal, 200).sendTransaction({ to: RECEIVER, value: 7n });
      while ((journal.underway[0]?.versions.length ?? 0) < 3) await new Promise((resolve) => setTimeout(resolve, 20));
      const fees = journal.underway[0]!.versions.map(({ raw }) => Transaction.from(raw).maxFeePerGas!);
      expect(fees[1]! * 100n >= fees[0]! * 112n && fees[2]! > fees[1]!, fees.join()).to.equal(true);
      await direct("evm_setAutomine", [true]);
      await direct("evm_mine");
      await sending;
      expect((await received()) - before).to.equal(7n);
      expect((await used()) - nonce).to.equal(1);
      expect(journal.underway).to.deep.equal([]);
    });

    it("lets two at once have a nonce each", async () => {
      const nonce = await used();
      const both = signer();
      await Promise.all([1n, 2n].map((value) => both.sendTransaction({ to: RECEIVER, value })));
      expect((await used()) - nonce).to.equal(2);
    });

    it("finishes what a program that was killed had signed, wherever it was killed", async () => {
      const file = join(folder, "journal");
      for (const reached of ["written", "in the pool", "mined"]) {
        const [before, nonce] = [await received(), await used()];
        const raw = await key.signTransaction({
          to: RECEIVER,
          value: 3n,
          nonce,
          chainId: 31_337,
          type: 2,
          gasLimit: 21_000,
          maxFeePerGas: 10n ** 10n,
          maxPriorityFeePerGas: 1n,
        });
        new Journal(file).sign(nonce, "Give", keccak256(raw), raw);
        if (reached === "in the pool") await direct("evm_setAutomine", [false]);
        if (reached !== "written") await direct("eth_sendRawTransaction", [raw]);
        const recovering = signer(new Journal(file)).recover();
        if (reached === "in the pool") await direct("evm_mine");
        expect(await recovering, reached).to.deep.equal([keccak256(raw)]);
        await direct("evm_setAutomine", [true]);
        expect((await received()) - before, reached).to.equal(3n);
        expect((await used()) - nonce, reached).to.equal(1);
        expect(new Journal(file).underway).to.deep.equal([]);
        expect(await signer(new Journal(file)).recover()).to.deep.equal([]);
      }
    });

    it("lets go of a nonce that somebody else used", async () => {
      const nonce = await used();
      const journal = new Journal();
      const raw = await key.signTransaction({ to: RECEIVER, nonce, chainId: 31_337, type: 2, gasLimit: 21_000 });
      journal.sign(nonce, "Late", keccak256(raw), raw);
      await key.connect(provider([target])).sendTransaction({ to: RECEIVER, value: parseEther("1") });
      expect(await signer(journal).recover()).to.deep.equal([]);
      expect(journal.underway).to.deep.equal([]);
    });
  });

  describe("a journal", () => {
    it("takes a line that was cut off for not written, and refuses a file that is none", () => {
      const file = join(folder, "cut");
      new Journal(file).sign(4, "Bid", "0x12", "0x34");
      writeFileSync(file, `${readFileSync(file, "utf8")}{"sent":"0x56","wh`);
      expect(new Journal(file).underway.map(({ versions }) => versions.length)).to.deep.equal([1]);
      writeFileSync(file, "something else\n");
      expect(() => new Journal(file)).to.throw(StakespaceError, "is not a journal");
    });

    it("remembers what it had to, wherever a power failure cut it", () => {
      const file = join(folder, "half");
      const journal = new Journal(file);
      journal.sign(1, "Seal", "0x01", "0x11");
      const first = readFileSync(file).length;
      journal.sign(2, "Settle", "0x02", "0x22");
      const second = readFileSync(file).length;
      journal.done(1);
      const whole = readFileSync(file);
      for (let length = 0; length <= whole.length; length++) {
        // What the disk was still to write may stand there as zeros.
        for (const tail of [0, 7]) {
          writeFileSync(file, Buffer.concat([whole.subarray(0, length), Buffer.alloc(tail)]));
          const expected = length < first ? [] : length < second ? [1] : length < whole.length ? [1, 2] : [2];
          expect(new Journal(file).underway.map(({ nonce }) => nonce)).to.deep.equal(expected);
          expect(new Journal(file).underway.map(({ nonce }) => nonce)).to.deep.equal(expected);
        }
      }
    });

    it("takes nothing for written that a full disk did not take, and goes on when there is room", function () {
      const file = join(folder, "full");
      const journal = new Journal(file);
      journal.sign(1, "Seal", "0x01", "0x11");
      const before = readFileSync(file);
      // The system then takes a part of a line, as a full disk does.
      if (!limitFiles(before.length + 20)) {
        process.stdout.write("      skipped: this system lets no program limit the size of its files\n");
        this.skip();
      }
      try {
        expect(() => {
          journal.sign(2, "Settle", "0x02", "0x22");
        }).to.throw("EFBIG");
        expect(() => {
          writeWhole(join(folder, "full.bundle"), "x".repeat(before.length + 21));
        }).to.throw("EFBIG");
      } finally {
        limitFiles("unlimited");
      }
      expect(readFileSync(file)).to.deep.equal(before);
      expect(readdirSync(folder).filter((name) => name.startsWith("full."))).to.deep.equal([]);
      expect(journal.underway.map(({ nonce }) => nonce)).to.deep.equal([1]);
      journal.sign(2, "Settle", "0x02", "0x22");
      expect(new Journal(file).underway.map(({ nonce }) => nonce)).to.deep.equal([1, 2]);
    });
  });
});

/** As large as files of this program may become; false where the system has no way to say it. */
function limitFiles(bytes: number | "unlimited"): boolean {
  const { status } = spawnSync("prlimit", ["--pid", String(process.pid), `--fsize=${bytes}:`]);
  return status === 0;
}

async function errorOf(promise: Promise<unknown>): Promise<StakespaceError> {
  const error = await promise.then(
    () => undefined,
    (thrown: unknown) => thrown,
  );
  expect(error).to.be.instanceOf(StakespaceError);
  return error as StakespaceError;
}
