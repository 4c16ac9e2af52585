// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

/// @title A contract that is refused where it could not run
/// @notice Its constructor executes the opcodes of the newest fork the project is compiled for, Cancun. On a chain without
/// them the deployment fails; compiled for a fork the chain has not reached, it would take stake in and never let it out.
/// @dev Transient storage (EIP-1153) and MCOPY (EIP-5656). PUSH0 stands in any code the compiler makes; nothing newer is used.
abstract contract NeedsCancun {
    /// @dev Never read by a transaction that finds it set.
    uint256 private transient _probe;

    constructor() {
        uint256 copied;
        _probe = block.timestamp;
        uint256 stored = _probe;
        _probe = 0;
        assembly ("memory-safe") {
            mstore(0x00, stored)
            mcopy(0x20, 0x00, 0x20)
            copied := mload(0x20)
        }
        assert(copied == block.timestamp);
    }
}
