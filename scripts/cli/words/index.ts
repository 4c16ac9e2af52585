/** Every error of the contracts as a type, with words and a hint: `stakespace/errors`. */
export type { ContractErrors } from "#abi";
export { ContractRefusal, StakespaceError, type TokenInfo } from "#lib";
export { type Invocation, type Run, runAs } from "./call.js";
export { hasWords, inWords } from "./inWords.js";
