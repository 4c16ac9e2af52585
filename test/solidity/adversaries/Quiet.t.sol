// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {IStakeSpace} from "../../../contracts/interfaces/IStakeSpace.sol";
import {Fixture} from "../helpers/Fixture.sol";
import {Sheets} from "../helpers/Sheets.sol";

/// @notice A bidder that scares others off and leaves; and every boundary of a round, a second before, at it, a second after.
contract QuietTest is Fixture {
    address private constant SPOOFER = address(0x5F00);
    uint256 private _model;
    uint256 private _locksAt;
    uint256 private _quietFrom;

    function setUp() external {
        deployAll();
        _model = newModel(address(0xA));
        stake(SPOOFER, _model, 60, 90e18);
        stake(address(0xB), _model, 30, 90e18);
        _locksAt = space.roundStatus().locksAt;
        _quietFrom = _locksAt - 12 hours;
    }

    function _withdraw(uint8 tick, bytes memory error_) private {
        uint256 shares = sharesOf(SPOOFER, _model, tick);
        if (error_.length > 0) vm.expectRevert(error_);
        vm.prank(SPOOFER);
        space.withdraw(_model, tick, shares, SPOOFER, SPOOFER);
    }

    function _move(uint8 from, uint8 to, bytes memory error_) private {
        uint256 shares = sharesOf(SPOOFER, _model, from);
        if (error_.length > 0) vm.expectRevert(error_);
        vm.prank(SPOOFER);
        space.move(_model, from, to, shares);
    }

    function _quiet(uint256 moment) private view returns (bytes memory) {
        return abi.encodeWithSelector(IStakeSpace.QuietPeriod.selector, _quietFrom, moment);
    }

    function test_theLastSecondBeforeTheQuietPeriod() external {
        vm.warp(_quietFrom - 1);
        _move(60, 20, "");
        _withdraw(20, "");
        assertEq(token.balanceOf(SPOOFER), 90e18, "free to leave");
    }

    function test_theQuietPeriodsFirstSecond() external {
        for (uint256 t = _quietFrom; t <= _quietFrom + 1; ++t) {
            vm.warp(t);
            _withdraw(60, _quiet(t));
            _move(60, 59, _quiet(t));
            _move(60, 0, _quiet(t));
        }
    }

    function test_theLastSecondBeforeTheLock() external {
        vm.warp(_locksAt - 1);
        _withdraw(60, _quiet(_locksAt - 1));
        _move(60, 61, "");
        stake(SPOOFER, _model, 127, 5e18);
        assertEq(space.quote(_model).priceTick, 30, "bids and raises count to the last second");
    }

    function test_theLockAndAfter() external {
        for (uint256 t = _locksAt; t <= _locksAt + 1; ++t) {
            vm.warp(t);
            token.mint(SPOOFER, 5e18);
            vm.startPrank(SPOOFER);
            token.approve(address(space), 5e18);
            vm.expectRevert(abi.encodeWithSelector(IStakeSpace.BiddingClosed.selector, _locksAt, t));
            space.bid(_model, 10, 5e18, SPOOFER);
            vm.stopPrank();
            bytes memory locked = abi.encodeWithSelector(IStakeSpace.StakeLocked.selector, _model, 60, 30);
            _withdraw(60, locked);
            _move(60, 20, locked);
            _move(60, 127, abi.encodeWithSelector(IStakeSpace.StakeLocked.selector, _model, 127, 30));
        }
    }

    /// @dev Raise high to look strong, then go: neither a withdrawal, nor a move down, nor a move by way of a higher tick,
    /// nor another account's allowance, nor a multicall leaves with the stake.
    function test_spoofingInTheQuietPeriodFails() external {
        vm.warp(_quietFrom + 1 hours);
        stake(SPOOFER, _model, 100, 500e18);
        _withdraw(100, _quiet(time()));
        _move(100, 101, "");
        _move(101, 99, _quiet(time()));
        uint256 shares = sharesOf(SPOOFER, _model, 101);
        vm.prank(SPOOFER);
        space.setOperator(address(0xC), true);
        vm.expectRevert(_quiet(time()));
        vm.prank(address(0xC));
        space.withdraw(_model, 101, shares, address(0xC), SPOOFER);
        bytes[] memory calls = new bytes[](2);
        calls[0] = abi.encodeCall(space.move, (_model, 101, 127, shares));
        calls[1] = abi.encodeCall(space.withdraw, (_model, 127, shares, SPOOFER, SPOOFER));
        vm.expectRevert(_quiet(time()));
        vm.prank(SPOOFER);
        space.multicall(calls);
        // It stays, and pays what it bid for.
        fund(100e18);
        play(0, 0, Sheets.record(0, 0, 0, 10_000));
        settleOne(_model);
        assertEq(
            space.modelStatus(_model).rent,
            (100e18 * space.rate(101) * 9) / 10 / 1e5,
            "the spoofer pays the rent"
        );
    }

    function test_idleStakeLeavesALockedBookUntilAReportIsPending() external {
        vm.prank(SPOOFER);
        space.transfer(address(0xD), idOf(_model, 60), 0);
        stake(SPOOFER, _model, 10, 40e18);
        stake(SPOOFER, _model, 5, 40e18);
        fund(100e18);
        toLock();
        _move(10, 5, "");
        _move(5, 29, "");
        _move(29, 12, "");
        vm.warp(_locksAt + 20 days);
        propose(0, 0, Sheets.record(0, 0, 0, 10_000));
        _withdraw(12, abi.encodeWithSelector(IStakeSpace.ReportPending.selector, 1));
        _move(12, 5, abi.encodeWithSelector(IStakeSpace.ReportPending.selector, 1));
        bytes32 digest = oracle.proposedDigest(1);
        vm.prank(guardian);
        oracle.veto(1, digest);
        _withdraw(12, "");
        assertEq(token.balanceOf(SPOOFER), 80e18, "A2: idle stake is free");
    }

    /// @dev Idle stake that sees a report coming and leaves before it is proposed takes nothing with it but itself: gain,
    /// burn, rent and limit are the same to the wei. It was no part of the round.
    function testFuzz_idleStakeThatLeavesBeforeAReportChangesNothing(int16 score, int16 growth, uint256 idle) external {
        idle = bound(idle, 1e18, 1e24);
        stake(SPOOFER, _model, 10, idle);
        fund(1e24);
        toReport();
        uint256 state = vm.snapshotState();
        bytes32 stayed = _outcome(score, growth);
        assertEq(space.positionAssets(SPOOFER, _model, 10), idle, "A2: idle stake has no return");
        vm.revertToState(state);
        _withdraw(10, "");
        assertEq(token.balanceOf(SPOOFER), idle, "A2: it left, just before the report");
        assertTrue(_outcome(score, growth) == stayed, "A2: gain, burn and rent do not depend on it");
    }

    function _outcome(int16 score, int16 growth) private returns (bytes32) {
        play(1e18, 32_767, Sheets.record(score, growth, 5000, 10_000));
        settleOne(_model);
        assertGt(space.modelStatus(_model).rent, 0, "the round was sold out, and paid rent");
        (uint256 high, , ) = space.pool(_model, 60);
        (uint256 low, , ) = space.pool(_model, 30);
        uint256 base = space.modelStatus(_model).base;
        uint256 earned = space.modelStatus(_model).earned;
        uint256 rent = space.modelStatus(_model).rent;
        return keccak256(abi.encode(high, low, base, earned, rent, space.accounts().burned, space.accounts().treasury));
    }
}
