// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {Vm} from "./Vm.sol";

/// @notice Assertions that name the invariant they guard and show both sides, and what fuzzing needs.
abstract contract Test {
    Vm internal constant vm = Vm(address(uint160(uint256(keccak256("hevm cheat code")))));

    /// @notice Raised by a failed comparison; `what` starts with the id of the invariant, if it has one.
    error Failed(string what, uint256 left, uint256 right);
    /// @notice Raised by a failed condition.
    error Untrue(string what);

    // Understood by the test runner, which prints it.
    event log_named_uint(string key, uint256 val);

    function assertTrue(bool condition, string memory what) internal pure {
        require(condition, Untrue(what));
    }

    function assertEq(uint256 left, uint256 right, string memory what) internal pure {
        require(left == right, Failed(what, left, right));
    }

    function assertLe(uint256 left, uint256 right, string memory what) internal pure {
        require(left <= right, Failed(what, left, right));
    }

    function assertGe(uint256 left, uint256 right, string memory what) internal pure {
        require(left >= right, Failed(what, left, right));
    }

    function assertGt(uint256 left, uint256 right, string memory what) internal pure {
        require(left > right, Failed(what, left, right));
    }

    /// @dev `left` and `right` differ by at most `slack`.
    function assertNear(uint256 left, uint256 right, uint256 slack, string memory what) internal pure {
        require(left <= right + slack && right <= left + slack, Failed(what, left, right));
    }

    /// @dev Maps any number into [low, high]; keeps what is in it, and the edges frequent.
    function bound(uint256 x, uint256 low, uint256 high) internal pure returns (uint256) {
        if (x >= low && x <= high) return x;
        if (high - low == type(uint256).max) return x;
        return low + (x % (high - low + 1));
    }
}
