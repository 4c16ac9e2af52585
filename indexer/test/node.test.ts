import assert from "node:assert/strict";
import { describe, it } from "node:test";

import { nodeAddresses } from "../lib/node.ts";

describe("the addresses of a chain's node", () => {
  it("are asked as they are named, one's own as often as can be", () => {
    assert.deepEqual(nodeAddresses("https://a.example/key, https://b.example"), [
      "https://a.example/key",
      "https://b.example",
    ]);
    for (const own of ["http://127.0.0.1:8545", "http://localhost:8545/x", "http://[::1]:8545"]) {
      assert.deepEqual(
        nodeAddresses(own),
        Array.from({ length: 25 }, () => own),
      );
    }
    assert.equal(nodeAddresses("http://127.0.0.1:8545,https://a.example").length, 26);
  });

  it("are refused where they are none, with what was read", () => {
    for (const wrong of ["", "127.0.0.1:8545", "https://a.example,", "ws://a.example", "file:///etc/passwd"]) {
      assert.throws(() => nodeAddresses(wrong), /^Error: STAKESPACE_RPC: ".*" is no address\. Expected, for example,/);
    }
  });
});
