// A round's score sheet, read from the chain alone: its pages are the code of contracts, and the round's record names them. The
// hash is compared with the one that the reporters signed.
//
//   npm install stakespace ethers
//   RPC_URL=https://… node sheet.mjs [ROUND]
import { getBytes, hexlify, JsonRpcProvider, keccak256 } from "ethers";
import { connect, readModelNames, readRoundView } from "stakespace/ethers";
import { decodePages, hashOf } from "stakespace/twin";

const provider = new JsonRpcProvider(process.env.RPC_URL ?? "http://127.0.0.1:8545");
const deployment = await connect(provider);
const { space, oracle } = deployment.contracts;
const say = (line) => process.stdout.write(`${line}\n`);
const round = Number(process.argv[2] ?? (await readRoundView(deployment)).lastReported);
const { outcome, pages, payoutFactor, modelCount } = await space.roundRecord(round);
if (outcome !== 1n) throw new Error(`Round ${round} did not close with a report.`);

// The first byte of a page is STOP, so that calling it does nothing.
const codes = await Promise.all(pages.map((page) => provider.getCode(page)));
const bytes = codes.map((code) => getBytes(code).subarray(1));
const records = decodePages(bytes);

const proposed = await oracle.queryFilter(oracle.filters.ReportProposed(round));
const { sheetHash } = proposed.at(-1).args.report;
const found = hexlify(hashOf(bytes, (data) => getBytes(keccak256(data))));
if (found !== sheetHash) throw new Error(`The pages hash to ${found}, the report names ${sheetHash}.`);

say(`round ${round}: ${modelCount} models, payout factor ${Number(payoutFactor) / 1e18}, sheet ${sheetHash}`);
const names = await readModelNames(
  deployment,
  records.map((_, place) => place + 1),
);
for (const [place, { score, growth, weight, baseShare }] of records.entries()) {
  say([names[place], score / 1e5, growth / 1e5, weight / 1e4, baseShare / 1e4].join("\t"));
}
provider.destroy();
