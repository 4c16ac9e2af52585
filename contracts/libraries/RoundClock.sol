// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {Phase} from "../interfaces/IStakeSpace.sol";
import {Parameters} from "../types/Parameters.sol";

/// @title The times of a round
/// @notice opensAt ── bidding ── locksAt ── live ── reportFrom ── report window ── reportBy. Every boundary is half open.
library RoundClock {
    /// @notice `locksAt` of a round in recess: it does not lock until it is resumed.
    uint40 internal constant RECESS = type(uint40).max;
    /// @dev How long past its challenge period a report may stay pending before anyone may expire the round.
    uint256 private constant FORGOTTEN = 7 days;

    /// @notice From when on nothing may leave, until the lock.
    function quietFrom(Parameters storage p, uint256 locksAt) internal view returns (uint256) {
        return locksAt - p.quietPeriod;
    }

    /// @notice From when on a report may be proposed; RECESS in recess.
    function reportFrom(Parameters storage p, uint256 locksAt) internal view returns (uint256) {
        if (locksAt == RECESS) return RECESS;
        return locksAt + p.livePeriod;
    }

    /// @notice From when on no report may be proposed any more; RECESS in recess.
    function reportBy(Parameters storage p, uint256 locksAt) internal view returns (uint256) {
        if (locksAt == RECESS) return RECESS;
        return locksAt + p.livePeriod + p.reportPeriod;
    }

    /// @notice From when on the round may be expired, given when its pending report was proposed (0 without one).
    function expirableFrom(Parameters storage p, uint256 locksAt, uint256 proposedAt) internal view returns (uint256) {
        uint256 by = reportBy(p, locksAt);
        if (proposedAt == 0) return by;
        return by + p.challengePeriod + FORGOTTEN;
    }

    /// @notice The phase at a time.
    function phaseAt(
        Parameters storage p,
        uint256 locksAt,
        uint256 proposedAt,
        uint256 timestamp
    ) internal view returns (Phase) {
        if (locksAt == RECESS) return Phase.Recess;
        if (timestamp < quietFrom(p, locksAt)) return Phase.Bidding;
        if (timestamp < locksAt) return Phase.Quiet;
        if (proposedAt != 0) return Phase.Pending;
        if (timestamp < reportFrom(p, locksAt)) return Phase.Live;
        if (timestamp < reportBy(p, locksAt)) return Phase.Reporting;
        return Phase.Overdue;
    }
}
