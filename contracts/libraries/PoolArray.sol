// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {Pool} from "../types/Pool.sol";
import {Tick} from "../types/Tick.sol";

/// @title Arrays of pools and ticks
/// @notice Access to elements without bounds checks.
/// @dev Clearing and settlement touch each pool of a book several times; the checks would cost as much as the work. Callers
/// guarantee `i < array.length`; a tick is on the grid of 128 wherever it comes from a bitmap or was checked on entry.
/// OpenZeppelin's Arrays has the like for built-in element types only.
library PoolArray {
    function get(Pool[] memory array, uint256 i) internal pure returns (Pool pool) {
        assembly ("memory-safe") {
            pool := mload(add(add(array, 0x20), shl(5, i)))
        }
    }

    function set(Pool[] memory array, uint256 i, Pool pool) internal pure {
        assembly ("memory-safe") {
            mstore(add(add(array, 0x20), shl(5, i)), pool)
        }
    }

    function get(Tick[] memory array, uint256 i) internal pure returns (Tick tick) {
        assembly ("memory-safe") {
            tick := mload(add(add(array, 0x20), shl(5, i)))
        }
    }

    function set(Tick[] memory array, uint256 i, Tick tick) internal pure {
        assembly ("memory-safe") {
            mstore(add(add(array, 0x20), shl(5, i)), tick)
        }
    }

    function read(Pool[128] storage pools, Tick tick) internal view returns (Pool pool) {
        assembly ("memory-safe") {
            pool := sload(add(pools.slot, tick))
        }
    }

    function write(Pool[128] storage pools, Tick tick, Pool pool) internal {
        assembly ("memory-safe") {
            sstore(add(pools.slot, tick), pool)
        }
    }
}
