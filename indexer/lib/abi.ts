/** The ABIs of the contracts beside this folder, as constants that types can be read from. */
export { modelRegistryAbi, scoreOracleAbi, stakeSpaceAbi } from "../../scripts/abi/index.js";
