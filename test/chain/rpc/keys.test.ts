import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { existsSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";

import { expect } from "chai";
import { id, Transaction, verifyTypedData, Wallet } from "ethers";

import { remoteAccounts } from "../../../scripts/chain/rpc/remoteSigner.js";
import { lockSender } from "../../../scripts/chain/rpc/senderLock.js";
import type { StakespaceError } from "../../../scripts/lib/errors.js";

const key = new Wallet(id("kept elsewhere"));

describe("a signer elsewhere", () => {
  let server: Server;
  let url: string;
  /** What it answers to each method. */
  let answers: Record<string, (params: unknown[]) => unknown>;

  before(async () => {
    server = createServer((request, response) => {
      const chunks: Buffer[] = [];
      request.on("data", (chunk: Buffer) => chunks.push(chunk));
      request.on("end", () => {
        const {
          id: of,
          method,
          params,
        } = JSON.parse(Buffer.concat(chunks).toString()) as {
          id: number;
          method: string;
          params: unknown[];
        };
        const answer = answers[method];
        void Promise.resolve(answer?.(params)).then((result) => {
          const error = { code: -32_601, message: `method ${method} not found` };
          response.end(JSON.stringify({ jsonrpc: "2.0", id: of, ...(answer === undefined ? { error } : { result }) }));
        });
      });
    });
    await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
    url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  });
  after(() => {
    server.close();
  });
  beforeEach(() => {
    answers = { eth_accounts: () => [key.address.toLowerCase()] };
  });

  const domain = { name: "Stakespace", version: "1", chainId: 1 };
  const types = { Seal: [{ name: "round", type: "uint32" }] };
  const request = {
    to: key.address,
    data: "0x1234",
    nonce: 3,
    chainId: 1,
    gasLimit: 50_000,
    maxFeePerGas: 9n,
    maxPriorityFeePerGas: 1n,
  };
  const sign = (changes: object = {}) => key.signTransaction({ ...request, type: 2, ...changes });
  const failure = (promise: Promise<unknown>): Promise<StakespaceError> =>
    promise.then(
      () => expect.fail("it succeeded"),
      (error: unknown) => error as StakespaceError,
    );

  it("signs typed data by whatever name it knows that, and transactions", async () => {
    const [account] = await remoteAccounts(url);
    expect(account!.address).to.equal(key.address);
    answers["eth_signTypedData"] = ([who, payload]) => {
      expect(who).to.equal(key.address);
      const { message } = payload as { message: { round: string } };
      return key.signTypedData(domain, types, message);
    };
    const signature = await account!.signTypedData(domain, types, { round: 7 });
    expect(verifyTypedData(domain, types, { round: 7 }, signature)).to.equal(key.address);
    for (const wrapped of [false, true]) {
      answers["eth_signTransaction"] = async ([asked]) => {
        expect(asked).to.include({ from: key.address, nonce: "0x3", gas: "0xc350", maxFeePerGas: "0x9" });
        return wrapped ? { raw: await sign() } : sign();
      };
      expect(Transaction.from(await account!.signTransaction(request)).from).to.equal(key.address);
    }
  });

  it("is not believed when it signs something else, and is named when it does not sign or answer", async () => {
    const [account] = await remoteAccounts(url);
    answers["eth_signTransaction"] = () => sign({ data: "0x5678" });
    expect((await failure(account!.signTransaction(request))).message).to.contain(
      "another transaction than it was asked",
    );
    answers = {};
    expect((await failure(account!.signTransaction(request))).message).to.contain("does not sign: method");
    expect((await failure(account!.signMessage("hello"))).code).to.equal("SIGNER_REFUSED");
    answers = { eth_accounts: () => "none" };
    expect((await failure(remoteAccounts(url))).code).to.equal("SIGNER_REFUSED");
    const gone = await failure(remoteAccounts("http://127.0.0.1:9/secret"));
    expect(gone.code).to.equal("SIGNER_UNREACHABLE");
    expect(gone.message).not.to.contain("secret");
  });
});

describe("a lock on a sender", () => {
  it("keeps a second program out, but not after the first was killed", () => {
    const folder = mkdtempSync(join(tmpdir(), "lock-"));
    const file = join(folder, "journal", "sender.lock");
    const unlock = lockSender(file);
    expect(existsSync(file)).to.equal(true);
    unlock();
    expect(existsSync(file)).to.equal(false);
    // Its parent runs for sure.
    writeFileSync(file, String(process.ppid));
    expect(() => lockSender(file)).to.throw(`Process ${process.ppid} sends from the same account`);
    // After a restart of the machine its number is another program's.
    const another = `${process.ppid} 00000000-0000-0000-0000-000000000000-1`;
    for (const dead of ["999999999", "", "nobody", another]) {
      writeFileSync(file, dead);
      lockSender(file)();
    }
    rmSync(folder, { recursive: true });
  });
});
