// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {StakeLimit} from "../../../contracts/libraries/StakeLimit.sol";
import {Parameters} from "../../../contracts/types/Parameters.sol";
import {ScoreRecord} from "../../../contracts/types/ScoreRecord.sol";
import {Defaults} from "../helpers/Defaults.sol";
import {Test} from "../helpers/Test.sol";

contract StakeLimitTest is Test {
    /// @dev Any parameters {ParameterBounds} lets through, as far as limits read them.
    function _parameters(uint256[6] calldata draws) private pure returns (Parameters memory p) {
        p = Defaults.parameters();
        p.maxLimit = uint128(bound(draws[0], 1, 2 ** 100 - 1));
        p.baseLimit = uint128(bound(draws[1], 1, p.maxLimit));
        p.newcomerShare = uint64(bound(draws[2], 0, 1e18));
        p.limitDecay = uint64(bound(draws[3], 0, 0.5e18));
        p.tcClip = uint64(bound(draws[4], 0, type(uint64).max));
        uint256 most = type(uint64).max;
        if (p.tcClip > 0 && 0.25e36 / p.tcClip < most) most = 0.25e36 / p.tcClip;
        p.limitGain = uint64(bound(draws[5], 0, most));
    }

    function testFuzz_L1_limitStaysWithinItsBounds(
        uint256[6] calldata draws,
        uint64 record,
        uint120 earned,
        uint120 filled
    ) external pure {
        Parameters memory p = _parameters(draws);
        ScoreRecord r = ScoreRecord.wrap(record);
        uint256 base = StakeLimit.baseOf(p, r);
        uint256 after_ = StakeLimit.earnedAfter(p, r, earned, base, filled);
        assertLe(base, p.baseLimit, "L1: base within baseLimit");
        assertLe(base + after_, p.maxLimit, "L1: limit at most maxLimit");
        uint256 kept = (uint256(earned) * (1e18 - p.limitDecay)) / 1e18;
        assertLe(after_, kept + filled / 4, "L1: a round earns at most a quarter of the stake");
        assertLe(StakeLimit.newcomerBase(p), p.baseLimit, "L1: a newcomer's limit");
    }

    /// @dev k copies of a model share its stake: the same growth, the same in total, but for the rounding of each.
    function testFuzz_L4_copiesEarnNoMoreThanOneModel(
        uint8 copies,
        int16 growth,
        uint256 filled,
        uint256 earned
    ) external pure {
        Parameters memory p = Defaults.parameters();
        // Far from the cap, so that only rounding can differ.
        p.maxLimit = 2 ** 100 - 1;
        uint256 k = bound(copies, 2, 100);
        ScoreRecord r = ScoreRecord.wrap(uint64(uint16(growth)) << 32);
        filled = bound(filled, k, 1e25);
        // Enough was earned before that a loss does not reach zero.
        earned = bound(earned, filled, 1e26);
        uint256 one = StakeLimit.earnedAfter(p, r, earned, 0, filled);
        uint256 sum = 0;
        for (uint256 i = 0; i < k; ++i) {
            uint256 part = filled / k;
            uint256 had = earned / k;
            if (i == 0) (part, had) = (part + (filled % k), had + (earned % k));
            sum += StakeLimit.earnedAfter(p, r, had, 0, part);
        }
        // What is kept and what is added round down, once each for every copy.
        assertNear(sum, one, 2 * k, "L4: copies grow what one grows");
    }

    function test_theExampleOfTheDefaults() external pure {
        Parameters memory p = Defaults.parameters();
        assertEq(StakeLimit.newcomerBase(p), 100e18, "a newcomer has a tenth of the base");
        // Half the base, whatever the weight; growth 0.02, 200 filled: 0.98 * 50 + 8 * 0.02 * 200.
        ScoreRecord r = ScoreRecord.wrap((uint64(2000) << 32) | (7000 << 16) | 5000);
        assertEq(StakeLimit.baseOf(p, r), 500e18, "base");
        assertEq(StakeLimit.earnedAfter(p, r, 50e18, 500e18, 200e18), 81e18, "earned");
    }

    function test_growthIsClippedOnBothSides() external pure {
        Parameters memory p = Defaults.parameters();
        ScoreRecord high = ScoreRecord.wrap(uint64(32_767) << 32);
        ScoreRecord low = ScoreRecord.wrap(uint64(32_768) << 32);
        assertEq(StakeLimit.earnedAfter(p, high, 0, 0, 100e18), 24e18, "8 * 0.03 * 100");
        assertEq(StakeLimit.earnedAfter(p, low, 100e18, 0, 100e18), 74e18, "0.98 * 100 - 24");
        assertEq(StakeLimit.earnedAfter(p, low, 10e18, 0, 100e18), 0, "never below zero");
    }

    function test_extremesDoNotOverflow() external pure {
        Parameters memory p = Defaults.parameters();
        p.maxLimit = 2 ** 100 - 1;
        p.baseLimit = 2 ** 100 - 1;
        p.newcomerShare = 1e18;
        ScoreRecord best = ScoreRecord.wrap(0x7fff_7fff_ffff_ffff);
        uint256 base = StakeLimit.baseOf(p, best);
        assertEq(base, 2 ** 100 - 1, "L1: at the edge of its bounds");
        assertEq(StakeLimit.earnedAfter(p, best, 2 ** 100 - 1, base, type(uint120).max), 0, "all of it base");
        assertEq(StakeLimit.earnedAfter(p, best, 2 ** 100 - 1, 0, type(uint120).max), 2 ** 100 - 1, "all of it earned");
        assertEq(StakeLimit.newcomerBase(p), 2 ** 100 - 1, "a newcomer's too");
    }
}
