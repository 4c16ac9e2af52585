/**
 * `oracle watch` in a process of its own, without the weight of Hardhat: what the command is given, the nodes, the keys and the
 * folder of deployments come in the environment.
 */
import { JsonRpcProvider, Wallet } from "ethers";

import { connectTo } from "../../../scripts/chain/index.js";
import watch from "../../../scripts/cli/commands/oracle/watch.js";
import { runAs } from "../../../scripts/cli/words/call.js";

async function operate(): Promise<never> {
  const { OPERATOR_URLS = "", OPERATOR_KEYS = "", OPERATOR_DEPLOYMENTS = "", OPERATOR_GIVEN = "{}" } = process.env;
  const urls = OPERATOR_URLS.split(",");

  const { success } = await watch(JSON.parse(OPERATOR_GIVEN) as Record<string, unknown>, {
    run: runAs({}),
    deployments: OPERATOR_DEPLOYMENTS,
    connect: () => Promise.resolve(connectTo(new JsonRpcProvider(urls[0], 31_337, { staticNetwork: true }), "test")),
    urls: () => Promise.resolve(urls),
    keys: () => Promise.resolve(OPERATOR_KEYS.split(",").map((key) => new Wallet(key))),
    speaksFor: () => false,
  });
  process.exit(success ? 0 : 1);
}

// The runner of the tests loads every file that lies here.
if (process.argv[1] === import.meta.filename) await operate();
