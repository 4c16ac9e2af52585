import { existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";

import { type AbiEntry, abiModule, errorsModule } from "./abiText.js";

/** What programs talk to, by the name its ABI is exported under. */
const CONTRACTS = {
  accessManager: "@openzeppelin/contracts/access/manager/AccessManager.sol/AccessManager.json",
  modelRegistry: "contracts/ModelRegistry.sol/ModelRegistry.json",
  scoreOracle: "contracts/ScoreOracle.sol/ScoreOracle.json",
  stakeSpace: "contracts/StakeSpace.sol/StakeSpace.json",
  stakeSpaceLens: "contracts/periphery/StakeSpaceLens.sol/StakeSpaceLens.json",
  testToken: "contracts/mocks/TestToken.sol/TestToken.json",
} as const;

/**
 * The modules of `scripts/abi/generated`, by file name, from the compiler's artifacts.
 *
 * @param artifacts The folder of the artifacts.
 */
export function abiModules(artifacts: string): Map<string, string> {
  const modules = new Map<string, string>();
  for (const [name, file] of Object.entries(CONTRACTS)) {
    modules.set(`${name}.ts`, abiModule(`${name}Abi`, abiOf(join(artifacts, file))));
  }
  modules.set("errors.ts", errorsModule(errorsOf(artifacts)));
  return modules;
}

/** Writes the modules that changed. Does nothing while not every contract is built, as when only a part is. */
export function writeAbis(artifacts: string, root: string): void {
  if (!Object.values(CONTRACTS).every((file) => existsSync(join(artifacts, file)))) return;
  const folder = join(root, "scripts/abi/generated");
  mkdirSync(folder, { recursive: true });
  for (const [name, text] of abiModules(artifacts)) {
    const file = join(folder, name);
    if (!existsSync(file) || readFileSync(file, "utf8") !== text) writeFileSync(file, text);
  }
}

/** Errors of all contracts and of the libraries they use; of the mocks only the token's, which stands for any ERC-20. */
function errorsOf(artifacts: string): AbiEntry[] {
  const folders = ["@openzeppelin", "contracts"].map((name) => join(artifacts, name));
  const files = folders
    .flatMap((folder) => readdirSync(folder, { recursive: true, withFileTypes: true }))
    .filter((entry) => entry.isFile() && entry.name.endsWith(".json"))
    .map((entry) => join(entry.parentPath, entry.name))
    .filter((file) => !file.includes("/mocks/") || file.endsWith("/TestToken.json"));
  return files.flatMap((file) => abiOf(file)).filter(({ type }) => type === "error");
}

function abiOf(file: string): AbiEntry[] {
  return (JSON.parse(readFileSync(file, "utf8")) as { abi?: AbiEntry[] }).abi ?? [];
}
