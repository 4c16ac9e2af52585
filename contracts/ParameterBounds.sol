// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {IStakeSpace} from "./interfaces/IStakeSpace.sol";
import {Parameters} from "./types/Parameters.sol";
import {RateGrid} from "./libraries/RateGrid.sol";

/// @title The bounds of parameters
/// @notice Checked on the whole set before it is queued. What each parameter means stands in {Parameters}.
contract ParameterBounds {
    uint256 private constant WAD = 1e18;
    /// @dev Amounts share a slot with others. A model's rent has 112 bits; it grows by at most 3,968 / 1e5 of a limit in
    /// each of at most 65,535 rounds, 2^11.35 limits in all, so that a limit of 100 bits never overflows it.
    uint256 private constant MAX_LIMIT = 2 ** 100 - 1;
    uint256 private constant MAX_MIN_BID = type(uint72).max;

    /// @notice Reverts with the first bound that is not kept.
    function check(Parameters calldata p) external pure {
        _between("minBid", p.minBid, 1, MAX_MIN_BID);
        _between("baseLimit", p.baseLimit, p.minBid, p.maxLimit);
        _between("maxLimit", p.maxLimit, p.baseLimit, MAX_LIMIT);
        _between("registrationFee", p.registrationFee, 0, type(uint120).max);
        _between("newcomerShare", p.newcomerShare, 0, WAD);
        _between("limitGain * tcClip", (uint256(p.limitGain) * p.tcClip) / WAD, 0, WAD / 4);
        _between("limitDecay", p.limitDecay, 0, WAD / 2);
        // returnClip + rate(127) < 1: a pool with stake never empties, a share price never reaches zero.
        _between("returnClip", p.returnClip, 0, WAD - (RateGrid.MAX_RATE * WAD) / RateGrid.RATE_ONE - 1);
        _between("ppfFloor", p.ppfFloor, 0, WAD);
        _between("rentFee", p.rentFee, 0, WAD / 2);
        _between("biddingPeriod", p.biddingPeriod, uint256(p.quietPeriod) + 1 days, 30 days);
        _between("challengePeriod", p.challengePeriod, 6 hours, uint256(p.reportPeriod) - _min(p.reportPeriod, 1));
        _between("livePeriod + reportPeriod", uint256(p.livePeriod) + p.reportPeriod, 0, 120 days);
        _between("maxMissedRounds", p.maxMissedRounds, 1, 12);
    }

    function _between(bytes32 name, uint256 value, uint256 minimum, uint256 maximum) private pure {
        require(value >= minimum && value <= maximum, IStakeSpace.ParameterOutOfBounds(name, value, minimum, maximum));
    }

    function _min(uint256 a, uint256 b) private pure returns (uint256) {
        return a < b ? a : b;
    }
}
