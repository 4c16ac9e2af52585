// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {Paths} from "./Paths.sol";
import {Tournament} from "./Tournament.sol";

/// @notice Tournaments with a plain token.
contract StakeSpaceInvariants is Tournament {
    function setUp() external {
        _start(false);
    }

    function _names() internal pure override returns (string[] memory) {
        return Paths.plain();
    }
}

/// @notice Tournaments with a token that turns on stakers, the sink and the treasury's receiver.
contract HostileTokenInvariants is Tournament {
    function setUp() external {
        _start(true);
    }

    function _names() internal pure override returns (string[] memory) {
        return Paths.hostile();
    }
}
