// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {RateGrid} from "../../../contracts/libraries/RateGrid.sol";
import {IStakeSpace} from "../../../contracts/interfaces/IStakeSpace.sol";
import {ParameterBounds} from "../../../contracts/ParameterBounds.sol";
import {Parameters} from "../../../contracts/types/Parameters.sol";
import {Defaults} from "../helpers/Defaults.sol";
import {Test} from "../helpers/Test.sol";

contract ParameterBoundsTest is Test {
    ParameterBounds private _bounds;

    function setUp() external {
        _bounds = new ParameterBounds();
    }

    function _kept(Parameters memory p) private view {
        _bounds.check(p);
    }

    function _broken(Parameters memory p, bytes32 name, uint256 value, uint256 low, uint256 high) private {
        vm.expectRevert(abi.encodeWithSelector(IStakeSpace.ParameterOutOfBounds.selector, name, value, low, high));
        _bounds.check(p);
    }

    function test_amounts() external {
        Parameters memory p = Defaults.parameters();
        _kept(p);
        p.minBid = 0;
        _broken(p, "minBid", 0, 1, type(uint72).max);
        p.minBid = 1;
        _kept(p);
        (p.minBid, p.baseLimit) = (type(uint72).max, type(uint72).max);
        _kept(p);
        p.minBid = uint128(type(uint72).max) + 1;
        _broken(p, "minBid", 2 ** 72, 1, type(uint72).max);
        (p.minBid, p.baseLimit) = (100, 99);
        _broken(p, "baseLimit", 99, 100, p.maxLimit);
        p.baseLimit = 100;
        _kept(p);
        (p.baseLimit, p.maxLimit) = (101, 100);
        _broken(p, "baseLimit", 101, 100, 100);
        (p.baseLimit, p.maxLimit) = (100, 100);
        _kept(p);
        p.maxLimit = 2 ** 100 - 1;
        _kept(p);
        p.maxLimit = 2 ** 100;
        _broken(p, "maxLimit", 2 ** 100, 100, 2 ** 100 - 1);
    }

    function test_registrationFee() external {
        Parameters memory p = Defaults.parameters();
        p.registrationFee = 0;
        _kept(p);
        p.registrationFee = type(uint120).max;
        _kept(p);
        p.registrationFee = 2 ** 120;
        _broken(p, "registrationFee", 2 ** 120, 0, type(uint120).max);
    }

    function test_shares() external {
        Parameters memory p = Defaults.parameters();
        (p.newcomerShare, p.ppfFloor, p.rentFee, p.limitDecay) = (1e18, 1e18, 0.5e18, 0.5e18);
        _kept(p);
        (p.newcomerShare, p.ppfFloor, p.rentFee, p.limitDecay) = (0, 0, 0, 0);
        _kept(p);
        p.newcomerShare = 1e18 + 1;
        _broken(p, "newcomerShare", 1e18 + 1, 0, 1e18);
        p.newcomerShare = 0;
        p.ppfFloor = 1e18 + 1;
        _broken(p, "ppfFloor", 1e18 + 1, 0, 1e18);
        p.ppfFloor = 0;
        p.rentFee = 0.5e18 + 1;
        _broken(p, "rentFee", 0.5e18 + 1, 0, 0.5e18);
        p.rentFee = 0;
        p.limitDecay = 0.5e18 + 1;
        _broken(p, "limitDecay", 0.5e18 + 1, 0, 0.5e18);
    }

    function test_growth() external {
        Parameters memory p = Defaults.parameters();
        (p.limitGain, p.tcClip) = (5e18, 0.05e18);
        _kept(p);
        p.tcClip = 0.05e18 + 1;
        _broken(p, "limitGain * tcClip", 0.25e18 + 5, 0, 0.25e18);
        (p.limitGain, p.tcClip) = (type(uint64).max, type(uint64).max);
        uint256 product = (uint256(type(uint64).max) * type(uint64).max) / 1e18;
        _broken(p, "limitGain * tcClip", product, 0, 0.25e18);
        p.limitGain = 0;
        _kept(p);
    }

    /// @dev What keeps a pool from emptying: the largest burn and the largest rent are less than all.
    function test_S2_returnClipLeavesRoomForTheRent() external {
        Parameters memory p = Defaults.parameters();
        uint256 most = 1e18 - 0.03968e18 - 1;
        p.returnClip = uint64(most);
        _kept(p);
        assertTrue(most + (RateGrid.MAX_RATE * 1e18) / RateGrid.RATE_ONE < 1e18, "S2: clip + rate(127) < 1");
        p.returnClip = uint64(most + 1);
        _broken(p, "returnClip", most + 1, 0, most);
    }

    function test_periods() external {
        Parameters memory p = Defaults.parameters();
        (p.quietPeriod, p.biddingPeriod) = (12 hours, 36 hours);
        _kept(p);
        p.biddingPeriod = 36 hours - 1;
        _broken(p, "biddingPeriod", 36 hours - 1, 36 hours, 30 days);
        (p.quietPeriod, p.biddingPeriod) = (29 days, 30 days);
        _kept(p);
        p.biddingPeriod = 30 days + 1;
        _broken(p, "biddingPeriod", 30 days + 1, 30 days, 30 days);
        (p.quietPeriod, p.biddingPeriod) = (type(uint32).max, type(uint32).max);
        _broken(p, "biddingPeriod", type(uint32).max, uint256(type(uint32).max) + 1 days, 30 days);
        (p.quietPeriod, p.biddingPeriod) = (0, 1 days);
        _kept(p);
        p.challengePeriod = 6 hours - 1;
        _broken(p, "challengePeriod", 6 hours - 1, 6 hours, 7 days - 1);
        p.challengePeriod = 6 hours;
        _kept(p);
        p.challengePeriod = 7 days - 1;
        _kept(p);
        p.challengePeriod = 7 days;
        _broken(p, "challengePeriod", 7 days, 6 hours, 7 days - 1);
        (p.challengePeriod, p.reportPeriod) = (6 hours, 0);
        _broken(p, "challengePeriod", 6 hours, 6 hours, 0);
        (p.reportPeriod, p.livePeriod) = (7 days, 113 days);
        _kept(p);
        p.livePeriod = 113 days + 1;
        _broken(p, "livePeriod + reportPeriod", 120 days + 1, 0, 120 days);
        p.livePeriod = type(uint32).max;
        _broken(p, "livePeriod + reportPeriod", uint256(type(uint32).max) + 7 days, 0, 120 days);
        p.livePeriod = 0;
        _kept(p);
    }

    function test_maxMissedRounds() external {
        Parameters memory p = Defaults.parameters();
        p.maxMissedRounds = 0;
        _broken(p, "maxMissedRounds", 0, 1, 12);
        p.maxMissedRounds = 1;
        _kept(p);
        p.maxMissedRounds = 12;
        _kept(p);
        p.maxMissedRounds = 13;
        _broken(p, "maxMissedRounds", 13, 1, 12);
    }

    /// @dev Whatever passes keeps what the rest of the code relies on. Most fields stay at their defaults, so that much
    /// does pass; the others are drawn around their bounds.
    function testFuzz_whatPassesIsSafe(uint256[8] calldata draws, uint8 drawn) external view {
        Parameters memory p = Defaults.parameters();
        if (drawn & 1 != 0) p.minBid = uint128(bound(draws[0], 0, 2 ** 73));
        if (drawn & 2 != 0) p.baseLimit = uint128(bound(draws[1], 0, 60_000e18));
        if (drawn & 4 != 0) p.maxLimit = uint128(bound(draws[2], 500e18, 2 ** 101));
        if (drawn & 8 != 0) p.returnClip = uint64(bound(draws[3], 0.9e18, 1e18));
        if (drawn & 16 != 0) p.quietPeriod = uint32(bound(draws[4], 0, 4 days));
        if (drawn & 32 != 0) p.challengePeriod = uint32(bound(draws[5], 0, 8 days));
        if (drawn & 64 != 0) p.reportPeriod = uint32(bound(draws[6], 0, 120 days));
        if (drawn & 128 != 0) p.tcClip = uint64(bound(draws[7], 0, 0.08e18));
        try _bounds.check(p) {} catch (bytes memory reason) {
            assertTrue(bytes4(reason) == IStakeSpace.ParameterOutOfBounds.selector, "refused for its bounds");
            return;
        }
        assertTrue(p.minBid >= 1 && p.minBid <= p.baseLimit && p.baseLimit <= p.maxLimit, "L1: amounts in order");
        assertLe(p.maxLimit, 2 ** 100 - 1, "L1: a limit fits in 100 bits");
        assertLe(p.minBid, type(uint72).max, "the minimum bid fits in 72 bits");
        assertLe(uint256(p.limitGain) * p.tcClip, 0.25e36, "L1: a round earns at most a quarter");
        assertTrue(uint256(p.returnClip) + 0.03968e18 < 1e18, "S2: a pool never empties");
        assertGe(p.biddingPeriod, uint256(p.quietPeriod) + 1 days, "E1: a day to leave in");
        assertTrue(p.challengePeriod < p.reportPeriod, "the challenge fits in the window");
        assertLe(uint256(p.livePeriod) + p.reportPeriod, 120 days, "E1: a lock of at most 120 days");
    }

    /// @dev E1: the longest a round can last, from opening to expiry, with a report forgotten at the last second.
    function test_E1_noRoundLastsLongerThanAKnownTime() external view {
        Parameters memory p = Defaults.parameters();
        (p.biddingPeriod, p.quietPeriod) = (30 days, 0);
        (p.livePeriod, p.reportPeriod, p.challengePeriod) = (0, 120 days, 120 days - 1);
        _kept(p);
        assertLe(
            uint256(p.biddingPeriod) + p.livePeriod + p.reportPeriod + p.challengePeriod + 7 days,
            277 days,
            "E1: bounded"
        );
    }
}
