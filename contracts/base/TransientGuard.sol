// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {IStakeSpace} from "../interfaces/IStakeSpace.sol";

/// @title A reentrancy guard in transient storage
/// @notice A guarded function can't be called from within a guarded function.
/// @dev OpenZeppelin's ReentrancyGuardTransient was weighed: it does the same in assembly, the compiler warns of every
/// `tstore` in assembly, neither compiler nor Hardhat can be told that this one is safe, and this project compiles without
/// warnings. The language's own transient storage is not warned of.
abstract contract TransientGuard {
    /// @dev A whole word, which is read and written without its neighbours.
    uint256 private transient _entered;

    modifier nonReentrant() {
        _lock();
        _;
        _entered = 0;
    }

    function _lock() private {
        require(_entered == 0, IStakeSpace.ReentrantCall());
        _entered = 1;
    }
}
