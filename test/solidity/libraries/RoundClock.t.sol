// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {Phase} from "../../../contracts/interfaces/IStakeSpace.sol";
import {RoundClock} from "../../../contracts/libraries/RoundClock.sol";
import {Parameters} from "../../../contracts/types/Parameters.sol";
import {Defaults} from "../helpers/Defaults.sol";
import {Test} from "../helpers/Test.sol";

contract RoundClockTest is Test {
    using RoundClock for Parameters;

    Parameters private _p = Defaults.parameters();

    uint256 private constant LOCK = 1_700_000_000;
    uint256 private constant QUIET = LOCK - 12 hours;
    uint256 private constant FROM = LOCK + 20 days;
    uint256 private constant BY = LOCK + 27 days;

    function _is(uint256 proposedAt, uint256 timestamp, Phase expected, string memory what) private view {
        assertEq(uint256(_p.phaseAt(LOCK, proposedAt, timestamp)), uint256(expected), what);
    }

    function test_everyBoundaryIsHalfOpen() external view {
        _is(0, QUIET - 1, Phase.Bidding, "a second before the quiet period");
        _is(0, QUIET, Phase.Quiet, "the quiet period's first second");
        _is(0, QUIET + 1, Phase.Quiet, "the quiet period's second second");
        _is(0, LOCK - 1, Phase.Quiet, "a second before the lock");
        _is(0, LOCK, Phase.Live, "the lock");
        _is(0, LOCK + 1, Phase.Live, "a second after the lock");
        _is(0, FROM - 1, Phase.Live, "a second before reports");
        _is(0, FROM, Phase.Reporting, "the first second of the window");
        _is(0, FROM + 1, Phase.Reporting, "the second one");
        _is(0, BY - 1, Phase.Reporting, "the last second of the window");
        _is(0, BY, Phase.Overdue, "the window is over");
        _is(0, BY + 1, Phase.Overdue, "and stays over");
        _is(BY - 1, BY, Phase.Pending, "a pending report outlasts the window");
    }

    function test_recessHasNoOtherPhase() external view {
        uint256 recess = RoundClock.RECESS;
        assertEq(uint256(_p.phaseAt(recess, 0, LOCK)), uint256(Phase.Recess), "recess");
        assertEq(uint256(_p.phaseAt(recess, 0, recess - 1)), uint256(Phase.Recess), "for ever");
        assertEq(_p.reportFrom(recess), recess, "no report");
        assertEq(_p.reportBy(recess), recess, "no end");
        assertGe(_p.expirableFrom(recess, 0), recess, "no expiry");
    }

    function test_E1_aForgottenReportIsExpirableAWeekAfterItsChallenge() external view {
        assertEq(_p.expirableFrom(LOCK, 0), BY, "without a report");
        assertEq(_p.expirableFrom(LOCK, BY - 1), BY + 1 days + 7 days, "E1: with one");
    }

    function testFuzz_phasesFollowOneAnother(
        uint32 quiet,
        uint32 live,
        uint32 report,
        uint40 early,
        uint40 later
    ) external {
        _p.quietPeriod = uint32(bound(quiet, 0, 29 days));
        _p.livePeriod = uint32(bound(live, 0, 120 days));
        _p.reportPeriod = uint32(bound(report, 6 hours + 1, 120 days));
        (uint256 first, uint256 second) = early < later ? (early, later) : (later, early);
        Phase before = _p.phaseAt(LOCK, 0, first);
        Phase after_ = _p.phaseAt(LOCK, 0, second);
        // Pending stands between Reporting and Overdue and never shows without a report.
        assertTrue(before <= after_, "phases never go back");
        assertTrue((first < LOCK) == (before <= Phase.Quiet), "bidding ends at the lock");
        assertTrue((first >= _p.reportBy(LOCK)) == (before == Phase.Overdue), "overdue from reportBy");
    }
}
