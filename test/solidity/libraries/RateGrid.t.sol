// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {IStakeSpace} from "../../../contracts/interfaces/IStakeSpace.sol";
import {RateGrid} from "../../../contracts/libraries/RateGrid.sol";
import {Tick} from "../../../contracts/types/Tick.sol";
import {Test} from "../helpers/Test.sol";

contract RateGridTest is Test {
    function check(uint8 tick) external pure {
        RateGrid.check(Tick.wrap(tick));
    }

    function test_endsOfTheGrid() external pure {
        assertEq(RateGrid.rate(Tick.wrap(0)), 0, "rate(0)");
        assertEq(RateGrid.rate(Tick.wrap(1)), 17, "rate(1): 0.017 %");
        assertEq(RateGrid.rate(Tick.wrap(16)), 32, "rate(16): first of the second octave");
        assertEq(RateGrid.rate(Tick.wrap(127)), 3968, "rate(127): 3.968 %");
        assertEq(RateGrid.MAX_RATE, RateGrid.rate(Tick.wrap(127)), "MAX_RATE");
    }

    /// @dev A3 needs it: a higher tick never pays less.
    function test_A3_rateGrowsByThreeToSixPercentAStep() external pure {
        for (uint8 t = 1; t < 127; ++t) {
            uint256 low = RateGrid.rate(Tick.wrap(t));
            uint256 high = RateGrid.rate(Tick.wrap(t + 1));
            assertGe((high - low) * 1000, low * 32, "A3: step of at least 3.2 %");
            assertLe((high - low) * 10_000, low * 625, "A3: step of at most 6.25 %");
        }
    }

    function testFuzz_checkRefusesTicksOffTheGrid(uint8 tick) external {
        if (tick > 127) vm.expectRevert(abi.encodeWithSelector(IStakeSpace.InvalidTick.selector, tick));
        this.check(tick);
    }
}
