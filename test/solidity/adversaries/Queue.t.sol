// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {Report} from "../../../contracts/interfaces/IScoreOracle.sol";
import {IStakeSpace, Outcome, Phase} from "../../../contracts/interfaces/IStakeSpace.sol";
import {Fixture} from "../helpers/Fixture.sol";
import {Sheets} from "../helpers/Sheets.sol";

/// @notice Proposals that stand in the way: forgotten, vetoed, too dear; and the seconds around every deadline.
contract QueueTest is Fixture {
    bytes private _one = Sheets.record(1000, 0, 0, 10_000);
    uint256 private _from;
    uint256 private _by;
    bytes32 private _digest;

    function setUp() external {
        deployAll();
        newModels(1, address(0xA));
        stake(address(0xB), 1, 10, 50e18);
        fund(100e18);
        sealRound();
        _from = space.roundStatus().reportFrom;
        _by = space.roundStatus().reportBy;
    }

    function _proposeAt(uint256 moment, bytes memory error_) private {
        vm.warp(moment);
        (Report memory report, address[] memory pages) = reportOf(1e18, 1000, _one);
        bytes[] memory signatures = signaturesOf(oracle.digestOf(report), 2);
        if (error_.length > 0) vm.expectRevert(error_);
        oracle.propose(report, pages, signatures);
        _digest = oracle.proposedDigest(1);
    }

    function _closed(uint256 moment) private view returns (bytes memory) {
        return abi.encodeWithSelector(IStakeSpace.ReportWindowClosed.selector, _from, _by, moment);
    }

    function test_theSecondsAroundTheReportWindow() external {
        _proposeAt(_from - 1, _closed(_from - 1));
        uint256 state = vm.snapshotState();
        _proposeAt(_from, "");
        vm.revertToState(state);
        _proposeAt(_by - 1, "");
        vm.revertToState(state);
        _proposeAt(_by, _closed(_by));
        _proposeAt(_by + 1, _closed(_by + 1));
    }

    function test_theSecondsAroundTheExpiry() external {
        vm.warp(_by - 1);
        vm.expectRevert(abi.encodeWithSelector(IStakeSpace.TooEarly.selector, _by, _by - 1));
        space.expireRound();
        vm.warp(_by);
        space.expireRound();
        assertEq(uint256(space.roundRecord(1).outcome), uint256(Outcome.Expired), "expired at reportBy");
    }

    function test_theSecondsAroundTheChallenge() external {
        _proposeAt(_from, "");
        uint256 until = _from + 1 days;
        vm.warp(until - 1);
        vm.expectRevert(abi.encodeWithSelector(IStakeSpace.TooEarly.selector, until, until - 1));
        oracle.finalize(1);
        uint256 state = vm.snapshotState();
        vm.prank(guardian);
        oracle.veto(1, _digest);
        vm.revertToState(state);
        vm.warp(until);
        vm.expectRevert(abi.encodeWithSelector(IStakeSpace.TooLate.selector, until, until));
        vm.prank(guardian);
        oracle.veto(1, _digest);
        oracle.finalize(1);
    }

    /// @dev A report proposed in the last second and forgotten. Nobody can veto it any more, nobody finalizes it.
    function test_E1_aForgottenReportIsExpiredByAnyone() external {
        _proposeAt(_by - 1, "");
        uint256 reserve = space.roundRecord(1).reserve;
        assertEq(reserve, 0.5e18, "S3: U * xMax is set aside");
        uint256 open = _by + 1 days + 7 days;
        vm.warp(open - 1);
        assertEq(uint256(space.roundStatus().phase), uint256(Phase.Pending), "pending");
        vm.expectRevert(abi.encodeWithSelector(IStakeSpace.TooEarly.selector, open, open - 1));
        space.expireRound();
        uint256 state = vm.snapshotState();
        oracle.finalize(1);
        assertEq(space.roundStatus().round, 2, "up to the last second it may still be finalized");
        vm.revertToState(state);
        vm.warp(open);
        space.expireRound();
        assertEq(space.accounts().treasury, 100e18, "S3: its reserve goes back");
        assertEq(space.roundRecord(1).reserve, 0, "S3");
        assertEq(withdrawAll(address(0xB), 1, 10), 50e18, "E1: an expired round moves nothing");
        vm.expectRevert(abi.encodeWithSelector(IStakeSpace.NoReportPending.selector, 1));
        oracle.finalize(1);
    }

    function test_E1_aVetoInTheLastMomentLeavesARoundThatExpires() external {
        _proposeAt(_by - 1, "");
        vm.warp(_by + 12 hours);
        vm.expectPartialRevert(IStakeSpace.TooEarly.selector);
        space.expireRound();
        vm.prank(guardian);
        oracle.veto(1, _digest);
        assertEq(space.accounts().treasury, 100e18, "S3: a veto gives the reserve back");
        space.expireRound();
        assertEq(space.roundStatus().missedRounds, 1, "counted as missed");
    }

    /// @dev A whale bids idle stake so that U outgrows the treasury. The report is refused, a smaller one is not.
    function test_S4_aReportTheTreasuryCannotPayIsRefusedNotScaled() external {
        stake(address(0xC), 1, 0, 1_000_000e18);
        toReport();
        (Report memory report, address[] memory pages) = reportOf(1e18, 1000, _one);
        bytes[] memory signatures = signaturesOf(oracle.digestOf(report), 2);
        vm.expectRevert(abi.encodeWithSelector(IStakeSpace.TreasuryShort.selector, 10_000.5e18, 100e18));
        oracle.propose(report, pages, signatures);
        // To the wei: what is free is enough for U * xMax.
        fund(9900.5e18);
        oracle.propose(report, pages, signatures);
        assertEq(space.accounts().treasury, 0, "S3: all of it is set aside");
        afterChallenge();
        oracle.finalize(1);
        settleOne(1);
        assertEq(space.accounts().treasury + 0.5e18, 10_000.5e18, "S3: what was not paid is free again");
    }

    function test_O1_onlyTheOracleHoldsAndOnlyTheGuardianVetoes() external {
        address[] memory none = new address[](0);
        vm.expectRevert(abi.encodeWithSelector(IStakeSpace.NotOracle.selector, address(this)));
        space.holdReport(1, 1, 0, 0, none);
        vm.expectRevert(abi.encodeWithSelector(IStakeSpace.NotOracle.selector, address(this)));
        space.closeRound(1);
        vm.expectRevert(abi.encodeWithSelector(IStakeSpace.NotOracle.selector, address(this)));
        space.dropReport(1);
        vm.expectRevert(abi.encodeWithSelector(IStakeSpace.NotOracle.selector, address(this)));
        space.resumeByQuorum(1);
        _proposeAt(_from, "");
        vm.expectPartialRevert(bytes4(keccak256("AccessManagedUnauthorized(address)")));
        vm.prank(governor);
        oracle.veto(1, _digest);
    }
}
