import { once } from "node:events";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";

import { expect } from "chai";
import { Interface, Network } from "ethers";

import { scoreOracleAbi, stakeSpaceAbi } from "../../scripts/abi/index.js";
import { eventReader } from "../../scripts/chain/eventReader.js";
import { NodeProvider } from "../../scripts/chain/nodeProvider.js";

/** A node that says the same whatever it is asked. */
async function answering(text: string, ask: (provider: NodeProvider) => Promise<unknown>): Promise<unknown> {
  const server = createServer((_request, response) => response.end(text)).listen(0, "127.0.0.1");
  await once(server, "listening");
  const { port } = server.address() as AddressInfo;
  const provider = new NodeProvider(`http://127.0.0.1:${port}`, 1, { staticNetwork: Network.from(1) });
  try {
    return await ask(provider);
  } finally {
    provider.destroy();
    server.closeAllConnections();
    server.close();
  }
}

describe("what is read without ethers doing its work twice", () => {
  it("are events as ethers parses them, and null for those of others", () => {
    const abi = new Interface(stakeSpaceAbi);
    const read = eventReader(abi);
    const event = abi.getEvent("RoundOpened")!;
    const values = event.inputs.map((_, place) => place + 1);
    const log = abi.encodeEventLog(event, values);
    expect(read(log)).to.deep.equal(abi.parseLog(log));
    expect(read(log)!.name).to.equal("RoundOpened");
    const other = new Interface(scoreOracleAbi).getEvent("ReportProposed")!.topicHash;
    expect(read({ topics: [other], data: "0x" })).to.equal(null);
    expect(read({ topics: [], data: "0x" })).to.equal(null);
    expect(() => read({ ...log, data: "0x12" })?.args.toArray(true)).to.throw();
  });

  it("are a node's answers: letters of any alphabet, and its own errors", async () => {
    const given = await answering('{"jsonrpc":"2.0","id":1,"result":"€ 🌍"}', (provider) => provider.send("x", []));
    expect(given).to.equal("€ 🌍");
    const refused = '{"jsonrpc":"2.0","id":1,"error":{"code":-32000,"message":"no"}}';
    const error = await answering(refused, (provider) => provider.send("x", [])).catch((thrown: unknown) => thrown);
    expect((error as Error).message).to.contain("no");
  });

  it("is no page of a web server, which ethers names as it does", async () => {
    const asked = answering("<html>hello</html>", (provider) => provider.send("x", [])).catch(
      (thrown: unknown) => thrown,
    );
    expect(((await asked) as Error).message).to.contain("response body is not valid JSON");
  });
});
