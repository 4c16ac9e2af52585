// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {Accounts, IStakeSpace} from "../interfaces/IStakeSpace.sol";

/// @title Whoever looks at a stake space from within a transfer of its token
contract Watcher {
    IStakeSpace private immutable _space;
    /// @notice What the space held, and what of it was free treasury, when it was looked at last.
    uint256 public held;
    uint256 public treasury;

    constructor(IStakeSpace space) {
        _space = space;
    }

    function look() external {
        Accounts memory a = _space.accounts();
        (held, treasury) = (a.held, a.treasury);
    }
}
