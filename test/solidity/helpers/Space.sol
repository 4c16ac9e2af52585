// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {IERC6909} from "@openzeppelin/contracts/interfaces/IERC6909.sol";

import {IStakeSpace} from "../../../contracts/interfaces/IStakeSpace.sol";

/// @notice All of the stake space as a caller sees it. Tests use it instead of the contract, whose compilation it saves.
interface Space is IStakeSpace, IERC6909 {
    function multicall(bytes[] calldata data) external returns (bytes[] memory results);
}
