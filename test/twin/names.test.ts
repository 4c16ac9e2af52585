import { readdirSync } from "node:fs";

import { expect } from "chai";
import { Interface, type InterfaceAbi } from "ethers";

import { DEFAULT_PARAMETERS, OUTCOMES, PHASES, REFUSAL_NAMES, REFUSALS, StakeSpaceTwin } from "#twin";
import * as generated from "../../typechain-types/index.js";
import { readSource, sourcesOf } from "./solidity.js";

/** What the twin has no namesake of, and why not. */
const WITHOUT: Record<string, string> = {
  Batches: "gathers in memory what the twin books at once",
  BookStorage: "carries books between storage and memory",
  ReporterSets: "the twin has no signatures",
  CappedTransfer: "the twin has no tokens to transfer",
  "ModelName.toWord": "the twin's names are strings",
  "ModelName.MAX_LENGTH": "the twin's alphabet is a regular expression",
  PoolArray: "reads memory and storage without bounds checks",
  Page: "is a contract, made of the bytes that encodePages gives",
  "ScoreSheet.addressOf": "pages have no address off chain",
  "ScoreSheet.store": "pages are stored on chain only",
  "ScoreSheet.checkLength": "the twin is given records; decodePages checks the lengths of pages",
  "ScoreSheet.PREFIX": "pageCodeHash puts the one STOP byte in front",
  "TickBook.without": "the twin's book is a map of ticks, not bits of a word",
  "TickBook.highest": "the twin's book is a map of ticks, not bits of a word",
  "TickBook.count": "the twin's book is a map of ticks, not bits of a word",
  "TickBook.limit": "the twin's book is pools alone; stakeLimit.totalLimit adds the parts of the limit beside it",
  Gate: "packs numbers into a slot that are fields of the twin's Globals",
  ModelHead: "packs numbers into a slot that are fields of the twin's ModelState",
  Pool: "packs numbers into a slot that are fields of the twin's Pool",
  Tick: "has operators where the twin compares numbers",
  "ModelOffer.base": "is a field of the twin's Limit",
  "ModelOffer.earned": "is a field of the twin's Limit",
  "ModelOffer.nextReserveTick": "is a field of the twin's ReserveTicks",
  "ModelOffer.withLimit": "is an assignment",
  "ModelOffer.EARNED_SHIFT": "says where a number lies in a slot",
  "ModelOffer.RESERVE_SHIFT": "says where a number lies in a slot",
  "ModelOffer.NEXT_RESERVE_SHIFT": "says where a number lies in a slot",
  "ModelOffer.NEXT_FROM_SHIFT": "says where a number lies in a slot",
  "PositionId.unwrap": "the twin's position ids are numbers",
  "ScoreRecord.score": "is a field of the twin's ScoreRecord",
  "ScoreRecord.growth": "is a field of the twin's ScoreRecord",
  "ScoreRecord.weight": "is a field of the twin's ScoreRecord",
  "ScoreRecord.baseShare": "is a field of the twin's ScoreRecord",
  "StakeSpace.bidWithPermit": "the twin has no tokens to permit",
  "StakeSpace.settle(uint256[])": "is settleAll: no overloads here",
  "StakeSpace.resumeByQuorum": "is resume with the round the quorum names",
  "StakeSpace.multicall": "the twin has no transactions to save",
  "StakeSpace.setAuthority": "the twin has no roles",
};

type Exports = Record<string, unknown>;

const TWIN = new URL("../../scripts/twin/", import.meta.url);
const modules = new Map<string, Exports>();
for (const file of readdirSync(TWIN)) {
  modules.set(file.slice(0, -".ts".length), (await import(new URL(file, TWIN).href)) as Exports);
}
const everything: Exports = Object.assign({}, ...modules.values()) as Exports;

/** What all generated types know of errors: name and names of the arguments. */
const errors = new Map<string, readonly string[]>();
for (const factory of Object.values(generated as Record<string, { abi?: InterfaceAbi }>)) {
  if (factory.abi === undefined) continue;
  new Interface(factory.abi).forEachError(({ name, inputs }) => {
    errors.set(
      name,
      inputs.map((input) => input.name),
    );
  });
}

const used = new Set<string>();
const isExcused = (...keys: readonly string[]): boolean => {
  const key = keys.find((one) => WITHOUT[one] !== undefined);
  if (key !== undefined) used.add(key);
  return key !== undefined;
};

const camel = (name: string): string => name.charAt(0).toLowerCase() + name.slice(1);

describe("twin: names", () => {
  for (const library of sourcesOf("libraries")) {
    it(`has a file of the name of ${library.name}, with functions of the names of its functions`, () => {
      if (isExcused(library.name)) return;
      const namesakes = modules.get(camel(library.name));
      expect(namesakes, `scripts/twin/${camel(library.name)}.ts`).to.not.equal(undefined);
      for (const name of library.functions) {
        if (isExcused(`${library.name}.${name}`)) continue;
        expect(namesakes![name], `${library.name}.${name}`).to.be.a("function");
      }
    });
  }

  for (const type of sourcesOf("types")) {
    it(`has the functions of ${type.name}`, () => {
      if (isExcused(type.name)) return;
      for (const name of type.functions) {
        if (!isExcused(`${type.name}.${name}`)) expect(everything[name], name).to.be.a("function");
      }
    });
  }

  it("has the contracts' constants, with their values", () => {
    for (const folder of ["base", "libraries", "types"]) {
      for (const { name: file, constants } of sourcesOf(folder)) {
        for (const [name, value] of constants) {
          if (name !== "MAX_TICK" && isExcused(file, `${file}.${name}`)) continue;
          expect(BigInt(everything[name] as bigint | number), `${file}.${name}`).to.equal(value());
        }
      }
    }
  });

  it("refuses with the errors of the contracts: same names, same arguments, same order", () => {
    expect(errors.size).to.be.above(REFUSAL_NAMES.length);
    for (const name of REFUSAL_NAMES) expect(REFUSALS[name], name).to.deep.equal(errors.get(name));
  });

  it("does what the contract does, by the same names", () => {
    const done = generated.StakeSpace__factory.abi.filter(
      (entry) => entry.type === "function" && entry.stateMutability === "nonpayable",
    );
    expect(done).to.have.length.above(20);
    new Interface(done).forEachFunction((fragment) => {
      const { name } = fragment;
      if (isExcused(`StakeSpace.${name}`, `StakeSpace.${fragment.format("sighash")}`)) return;
      expect(Object.hasOwn(StakeSpaceTwin.prototype, name), name).to.equal(true);
    });
  });

  it("has the parameters in the contract's order, and its phases and outcomes", () => {
    const { inputs } = generated.StakeSpace__factory.createInterface().getFunction("queueParameters");
    expect(Object.keys(DEFAULT_PARAMETERS)).to.deep.equal(inputs[0]!.components!.map(({ name }) => name));
    const text = readSource("interfaces/IStakeSpace.sol");
    const members = (name: string): string[] =>
      [
        ...new RegExp(`enum ${name} \\{([^}]*)\\}`)
          .exec(text)![1]!
          .replace(/\/\/.*/g, "")
          .matchAll(/\w+/g),
      ].map(([member]) => member);
    expect(PHASES).to.deep.equal(members("Phase"));
    expect(OUTCOMES).to.deep.equal(members("Outcome"));
  });

  it("gives no reason that nothing needs", () => {
    expect(Object.keys(WITHOUT).filter((key) => !used.has(key))).to.deep.equal([]);
  });
});
