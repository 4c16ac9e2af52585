// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {IERC20} from "@openzeppelin/contracts/token/ERC20/IERC20.sol";

import {CappedTransfer} from "../../../contracts/libraries/CappedTransfer.sol";
import {Test} from "../helpers/Test.sol";

/// @notice A token whose transfer does one thing, and tells with how much gas.
contract OneWayToken {
    enum Way {
        ReturnsTrue,
        ReturnsNothing,
        ReturnsFalse,
        ReturnsTwo,
        ReturnsALot,
        Reverts,
        EatsAll
    }

    Way private immutable _way;
    uint256 public gasGiven;

    constructor(Way way) {
        _way = way;
    }

    fallback() external {
        uint256 given = gasleft();
        Way way = _way;
        if (way == Way.EatsAll) {
            assembly ("memory-safe") {
                invalid()
            }
        }
        if (way == Way.Reverts) revert("no");
        gasGiven = given;
        assembly ("memory-safe") {
            mstore(0x00, 1)
            if eq(way, 2) {
                mstore(0x00, 0)
            }
            if eq(way, 3) {
                mstore(0x00, 2)
            }
            if eq(way, 1) {
                return(0x00, 0x00)
            }
            // A hundred kilobytes, of which the first word is read, and the rest not copied.
            if eq(way, 4) {
                return(0x00, 100000)
            }
            return(0x00, 0x20)
        }
    }
}

contract CappedTransferTest is Test {
    function tryTransfer(address token) external returns (bool) {
        return CappedTransfer.tryTransfer(IERC20(token), address(0xA), 1);
    }

    function test_doneIsWhatSafeErc20TakesForDone() external {
        bool[7] memory done = [true, true, false, false, true, false, false];
        for (uint256 i = 0; i < 7; ++i) {
            address token = address(new OneWayToken(OneWayToken.Way(i)));
            assertTrue(this.tryTransfer(token) == done[i], vm.toString(i));
        }
        assertTrue(!this.tryTransfer(address(0xE0A)), "where there is no code, nothing is done");
    }

    /// @dev However much there is, and with whatever is asked for at least.
    function testFuzz_theTokenGetsItsGasNoMoreAndNoLess(uint256 available) external {
        available = bound(available, CappedTransfer.GAS_NEEDED, 30_000_000);
        OneWayToken token = new OneWayToken(OneWayToken.Way.ReturnsTrue);
        assertTrue(this.tryTransfer{gas: available}(address(token)), "done");
        uint256 given = token.gasGiven();
        assertLe(given, CappedTransfer.GAS, "no more");
        // What the token spent before it looked.
        assertGe(given, CappedTransfer.GAS - 500, "no less");
    }
}
